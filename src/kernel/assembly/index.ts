// The kernel: what a stage does to every byte of a line, in AssemblyScript, over memory that
// reads and writes use directly. It has no data and allocates nothing; where things lie is
// told with each call. Each function has a twin in plain TypeScript, which says what it does.

export { convert, converted, setMinute } from './dates'
export { form, formedLines } from './forms'
export { findLines } from './lines'
export { pass } from './pass'
export { replace } from './replacement'
export { gather } from './runs'
export { nextNanoseconds, stamp, stampedLines, stampedTo } from './stamps'
