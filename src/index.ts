// The public surface: exports only.

export { type Batch, emptyBatch, findLines, lineStart } from './batch.js'
export { type ByteString, fromBytes, fromText, toBytes } from './bytes.js'
export {
  type ConvertNote,
  type ConvertPlan,
  type ConvertWorld,
  convertLog,
} from './converting/convert.js'
export type { Fault, Operation } from './fault/fault.js'
export { fatalText, noteText, type Voice, waitingText, warningText } from './fault/messages.js'
export { multilogReasons, multilogSentences } from './fault/multilog-messages.js'
export type { Note } from './fault/note.js'
export { type Report, type WaitingWorld, waitOut } from './fault/patience.js'
export { filterSentences, systemReasons } from './fault/system-messages.js'
export {
  converting,
  type FilterWorld,
  filter,
  type Stretch,
  stamping,
  type Transformation,
} from './filter.js'
export { type Histogram, type HistogramPlan, histogramOf } from './histogram/histogram.js'
export type { LinePolicy } from './input/line-policy.js'
export { loopDescriptors, Reader, type Ready } from './input/reader.js'
export { type Replacement, replace, replacementTable } from './input/replacement.js'
export { READ_SIZE, Splitter } from './input/splitter.js'
export { type Evidence, gather } from './inspection/evidence.js'
export { type Holder, holdersOf } from './inspection/holders.js'
export { nextStart, type Outcome } from './inspection/next-start.js'
export { type Survey, survey } from './inspection/survey.js'
export type { Entry, Inspected, Room } from './inspection/world.js'
export { LogError, type LogOptions, LogWriter, openLog } from './log-writer.js'
export { run, type World } from './logger.js'
export { Outputs, type OutputWorld } from './outputs.js'
export { Pipeline, type PipelineWorld } from './pipeline.js'
export type { Action, Dialect, DirectoryPlan, Form, Plan, Stamp } from './plan.js'
export {
  type Cursor,
  cursorText,
  InvalidCursor,
  type Position,
  parseCursor,
} from './reading/cursor.js'
export type { FileState, Files } from './reading/files.js'
export { headOf, type StampForm, stampHeadOf, type TimeForm } from './reading/heads.js'
export { type Log, logIn, logOf } from './reading/log.js'
export { type LogFile, logFilesAmong } from './reading/log-files.js'
export { type Form as ReadForm, type ReadPlan, type ReadWorld, readLogs } from './reading/read.js'
export { logAt } from './reading/services.js'
export type { Span } from './reading/source.js'
export { Rehearsal, type Rehearsed } from './rehearsal.js'
export { archiveName, archivesAmong, pruned } from './rotation/archives.js'
export {
  type CompressorEnd,
  type CompressorJob,
  type CompressorRun,
  type CompressorRunner,
  runCompressor,
} from './rotation/compressor.js'
export type { DirectoryWorld } from './rotation/directory-world.js'
export { type Locks, lock } from './rotation/lock.js'
export {
  type ProcessorEnd,
  type ProcessorJob,
  type ProcessorRunner,
  runProcessor,
} from './rotation/processor.js'
export { erePattern, InvalidExpression, UnsupportedExpression } from './select/ere.js'
export { fnmatchPattern } from './select/fnmatch.js'
export type { PatternMachine } from './select/pattern.js'
export { plusPattern } from './select/plus.js'
export { type Rule, type Runs, Selector } from './select/selector.js'
export { starPattern } from './select/star.js'
export { Alert } from './sinks/alert.js'
export { Datagrams, type Destination, type Send, type SendTo, udp } from './sinks/datagram.js'
export { writeBatch } from './sinks/descriptor.js'
export { Formed, type LineForm } from './sinks/formed.js'
export { LogDirectory } from './sinks/log-directory.js'
export { PlainFile } from './sinks/plain-file.js'
export type { Blocked, Sink } from './sinks/sink.js'
export { StatusFile } from './sinks/status-file.js'
export {
  type Facility,
  type MessageForm,
  type OpenSystemLog,
  type Priority,
  type SendMessage,
  type Speaker,
  SystemLog,
  systemLog,
} from './sinks/system-log.js'
export type { Directory, FileStatus, FileSystem, OpenHow } from './system/filesystem.js'
export { MemoryFileSystem } from './system/memory-filesystem.js'
export { type CalendarFields, type Native, native } from './system/native.js'
export { realFiles } from './system/real-files.js'
export { realFileSystem } from './system/real-filesystem.js'
export { Events, listen, type SignalEvent, type SignalPlan } from './system/signals.js'
export { temporaryFile } from './system/temporary-file.js'
export { Calendar } from './time/calendar.js'
export {
  type Clock,
  compareInstants,
  type Instant,
  later,
  ManualClock,
  systemClock,
} from './time/clock.js'
export { stampFormat } from './time/formats.js'
export { LabelConverter } from './time/label-converter.js'
export { type StampFormat, StampStage } from './time/stamp.js'
export { isLabel, labelOf, parseLabel, writeLabel } from './time/tai64n.js'
export { type WhenFull, whenFull } from './when-full.js'
