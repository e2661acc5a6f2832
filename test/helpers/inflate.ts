// A second, independent inflater: what we compress must not be readable to its own library
// alone.

/** Gives back what `bytes`, one file in gzip's format, holds; throws where it is damaged. */
export type Inflate = (bytes: Buffer) => Buffer

/** zlib-sync, or why there is none: it has to be built when it is installed. */
export const inflater = async (): Promise<Inflate | string> => {
  const zlib = await import('zlib-sync').catch((error: Error) => error)
  if (zlib instanceof Error) return `zlib-sync is not built; npm rebuild zlib-sync: ${zlib.message}`
  return (bytes) => {
    // 31: in gzip's format. It crashes with Z_NO_FLUSH.
    const inflate = new zlib.Inflate({ windowBits: 31 })
    inflate.push(bytes, zlib.Z_SYNC_FLUSH)
    if (inflate.err !== zlib.Z_STREAM_END) throw new Error(`${inflate.err}: ${inflate.msg}`)
    return Buffer.from(inflate.result ?? '')
  }
}
