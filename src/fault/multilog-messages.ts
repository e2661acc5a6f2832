// The sentences of multilog, and its reasons: those of djb's library, which other tools have too.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'

/** What it says of a fault, up to the reason. `spec/multilog.md §7, §9`. */
export const multilogSentences = (fault: Fault): ByteString => {
  const directory = fault.directory ?? ''
  const path = fault.directory === undefined ? fault.file : `${directory}/${fault.file}`
  switch (fault.operation) {
    case 'open-directory':
      return `unable to open directory ${directory}`
    case 'lock':
      return `unable to lock directory ${directory}`
    case 'stat':
      return `unable to stat ${path}`
    case 'append':
      return `unable to append to ${path}`
    case 'open-write':
    case 'write':
      return `unable to write to ${path}`
    case 'sync':
      return `unable to write ${fault.file === undefined ? directory : path} to disk`
    case 'set-mode':
      return `unable to set mode of ${path}`
    case 'rename':
      return `unable to rename ${fault.file} to ${fault.to} in directory ${directory}`
    case 'create':
    case 'create-status':
      return `unable to create ${path}`
    case 'link':
      return `unable to link to ${path}`
    case 'remove':
    case 'remove-oldest':
      return `unable to remove ${path}`
    case 'make-room':
      return `disk full, removed ${path}`
    case 'list':
      return `unable to read ${directory}`
    case 'fork':
      return `unable to fork for processor in ${directory}`
    case 'processor-failed':
      return `processor failed in ${directory}`
    case 'processor-crashed':
      return `processor crashed in ${directory}`
    case 'run':
      return `unable to run ${path}`
    case 'open-status':
    case 'write-status':
      return `unable to write ${path}`
    case 'seek-status':
      return `unable to move to beginning of ${path}`
    case 'read-input':
      return 'unable to read standard input'
    case 'write-output':
      return 'unable to write standard output'
    default:
      return `${fault.operation} ${path}`
  }
}

/** Its reasons, by errno name. `spec/multilog.md §9.4`. */
export const multilogReasons: Readonly<Record<string, string>> = {
  0: 'no error',
  E2BIG: 'argument list too long',
  EACCES: 'access denied',
  EAGAIN: 'temporary failure',
  EBADF: 'file descriptor not open',
  EBUSY: 'device busy',
  ECHILD: 'no child processes',
  EDEADLK: 'operation would cause deadlock',
  EDQUOT: 'disk quota exceeded',
  EEXIST: 'file already exists',
  EFAULT: 'bad address',
  EFBIG: 'file too big',
  EINTR: 'interrupted system call',
  EINVAL: 'invalid argument',
  EIO: 'input/output error',
  EISDIR: 'is a directory',
  ELOOP: 'symbolic link loop',
  EMFILE: 'process cannot open more files',
  EMLINK: 'too many links',
  ENAMETOOLONG: 'file name too long',
  ENFILE: 'system cannot open more files',
  ENODEV: 'device does not support operation',
  ENOENT: 'file does not exist',
  ENOEXEC: 'exec format error',
  ENOLCK: 'no locks available',
  ENOMEM: 'out of memory',
  ENOSPC: 'out of disk space',
  ENOSYS: 'system call not available',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  ENXIO: 'device not configured',
  EOPNOTSUPP: 'operation not supported',
  ENOTSUP: 'operation not supported',
  EPERM: 'permission denied',
  EPIPE: 'broken pipe',
  EROFS: 'read-only file system',
  ESPIPE: 'unseekable descriptor',
  ESRCH: 'no such process',
  ESTALE: 'stale NFS file handle',
  ETIMEDOUT: 'timed out',
  ETXTBSY: 'text busy',
  EXDEV: 'cross-device link',
}
