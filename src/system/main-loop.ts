// The event loop that Node runs in its main thread, as its libuv tells.

/** Declares a function of this process by what it gives and what it takes. */
type Declare = (name: string, gives: string, takes: string[]) => (...given: unknown[]) => unknown

/** What there is to ask. */
export type MainLoop = {
  /** The loop's epoll descriptor; -1 from a Node that keeps its libuv to itself. */
  mainLoop(): number
}

/** Asks by functions declared thus. */
export const mainLoopBy = (declare: Declare): MainLoop => ({
  mainLoop: () => {
    try {
      const loop = declare('uv_default_loop', 'void *', [])()
      return declare('uv_backend_fd', 'int', ['void *'])(loop) as number
    } catch {
      return -1
    }
  },
})
