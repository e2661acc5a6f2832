// The grammar of what `tcpserver -v` says, strict enough that a missing, doubled or
// misplaced line shows.
//
// The server says `status: n/limit` at its start, after each fork and after each `end`,
// so n changes by one from one status to the next: down where an `end` stands between,
// else up. A child says `pid P`, then `ok P` or `deny P`; its `end P` follows. Server and children
// share the pipe, so these two stories interleave.

export type Story = {
  /** Lines that cannot stand where they are, with their numbers. */
  readonly flaws: readonly string[]
  /** The port each connection came from. */
  readonly ports: readonly number[]
}

const STATUS = /^tcpserver: status: (\d+)\/\d+$/
const PID = /^tcpserver: pid (\d+) from 127\.0\.0\.\d$/
const OK = /^tcpserver: (?:ok|deny) (\d+) localhost:127\.0\.0\.1:\d+ :127\.0\.0\.\d::(\d+)$/
const END = /^tcpserver: end (\d+) status \d+$/

/** Follows the whole log of a server that has come to rest. */
export const follow = (lines: readonly string[]): Story => {
  const children = new Map<string, 'pid' | 'ok'>()
  const ports: number[] = []
  let running = -1
  let ended = false

  const fits = (line: string): boolean => {
    const status = STATUS.exec(line)?.[1]
    if (status !== undefined) {
      const expected = running + (ended ? -1 : 1)
      running = Number(status)
      ended = false
      return running === expected
    }
    const pid = PID.exec(line)?.[1]
    if (pid !== undefined) {
      const fresh = !children.has(pid)
      children.set(pid, 'pid')
      return fresh
    }
    const [, ok, port] = OK.exec(line) ?? []
    if (ok !== undefined) {
      const known = children.get(ok) === 'pid'
      children.set(ok, 'ok')
      ports.push(Number(port))
      return known
    }
    const end = END.exec(line)?.[1]
    if (end === undefined || ended || children.get(end) !== 'ok') return false
    ended = true
    return children.delete(end)
  }

  const flaws = lines.flatMap((line, k) => (fits(line) ? [] : [`${k}: ${line}`]))
  if (running !== 0 || ended) flaws.push(`it ends with ${running} running`)
  if (children.size > 0) flaws.push(`without an end: ${[...children.keys()].join(' ')}`)
  return { flaws, ports }
}
