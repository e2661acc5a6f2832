// A crowd of short connections to one port of this machine.

import net from 'node:net'

// Below tcpserver's default backlog of 20, so that no connection waits for a retry.
const AT_ONCE = 16

const HOST = '127.0.0.1'

/** One connection, open until the server closes it; gives the port it came from. */
const connection = (port: number): Promise<number> =>
  new Promise((settle, fail) => {
    let from = 0
    const socket = net.connect({ port, host: HOST }, () => {
      from = socket.localPort ?? 0
    })
    socket.on('error', fail)
    socket.on('close', () => settle(from))
    socket.resume()
  })

/** Connects again and again until `enough` says so; gives each connection's own port. */
export const connectUntil = async (
  port: number,
  enough: (made: number) => boolean,
): Promise<readonly number[]> => {
  const ports: number[] = []
  let begun = 0
  const client = async (): Promise<void> => {
    while (!enough(begun)) {
      begun++
      ports.push(await connection(port))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
  return ports
}
