/** Where the next verdict is noted, and the one before it. */
let end: i32 = 0
let previous: i32 = -1

/** From now on verdicts go to `spans`, where there are `count`. */
export function beginNotes(spans: i32, count: i32): void {
  end = spans + (count << 3)
  previous = count === 0 ? -1 : load<i32>(end - 4)
}

/** From line `line` on the verdict is `verdict`: the twin is Spans.note (../../select/spans.ts). */
export function note(line: i32, verdict: i32): void {
  if (verdict === previous) return
  store<i32>(end, line)
  store<i32>(end, verdict, 4)
  end += 8
  previous = verdict
}

/** How many there are at `spans`. */
export function notes(spans: i32): i32 {
  return (end - spans) >> 3
}
