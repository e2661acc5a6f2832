// The stamp of ctime(3): `Thu Nov 24 18:22:48 1986` and a blank, in local time. Names are
// English whatever the locale, as the C library's are. `spec/dumblog.md §3`.

import { Calendar } from './calendar.js'
import type { StampFormat } from './stamp.js'
import type { LocalTime } from './zone.js'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Www Mmm dd HH:MM:SS YYYY ` */
const WIDTH = 25

/** The format, with local dates told by `localTime`; years have four digits. */
export const ctimeFormat = (localTime: LocalTime): StampFormat => {
  const calendar = new Calendar(localTime)
  const stamp = Buffer.alloc(WIDTH, ' ')
  let second = Number.NaN
  return {
    width: WIDTH,
    write: (bytes, _view, at, seconds) => {
      if (seconds !== second) {
        second = seconds
        // A second whose local time cannot be told leaves the stamp of the one before.
        const length = calendar.show(seconds)
        if (length > 0) stamp.write(ctime(calendar.text.toString('latin1', 0, length)), 'latin1')
      }
      for (let k = 0; k < WIDTH; k++) bytes[at + k] = stamp[k] as number
    },
  }
}

/** From `YYYY-MM-DD HH:MM:SS.`, once a second. */
const ctime = (text: string): string => {
  const [year = '', month = '', day = ''] = text.slice(0, text.indexOf(' ')).split('-')
  const time = text.slice(text.indexOf(' ') + 1, -1)
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay()
  const date = String(Number(day)).padStart(2)
  return `${DAYS[weekday]} ${MONTHS[Number(month) - 1]} ${date} ${time} ${year}`
}
