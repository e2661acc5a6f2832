// What this process is made of besides JavaScript, and what Node does not let ask or tell of
// it: libuv's event loop, and the C library's memory.

/** Declares a function of this process by what it gives and what it takes. */
type Declare = (name: string, gives: string, takes: string[]) => (...given: unknown[]) => unknown

/** What there is to ask and to tell. */
export type Runtime = {
  /** The epoll descriptor of the main thread's loop; -1 from a Node that keeps libuv to itself. */
  mainLoop(): number
  /**
   * From now on freed memory goes back to the system, where it was in pieces like those that
   * V8's compilers work in: glibc keeps megabytes of them otherwise, some for each thread. Does
   * nothing with another C library.
   */
  giveBackMemory(): void
}

/** M_MMAP_THRESHOLD of mallopt(3), and the size of V8's pieces. */
const MAPPED_FROM = -3
const PIECE = 32 * 1024

/** Asks and tells by functions declared thus. */
export const runtimeBy = (declare: Declare): Runtime => ({
  mainLoop: () => {
    try {
      const loop = declare('uv_default_loop', 'void *', [])()
      return declare('uv_backend_fd', 'int', ['void *'])(loop) as number
    } catch {
      return -1
    }
  },
  giveBackMemory: () => {
    try {
      declare('mallopt', 'int', ['int', 'int'])(MAPPED_FROM, PIECE)
    } catch {
      // Not glibc.
    }
  },
})
