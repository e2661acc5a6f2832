// Turns of the event loop while a logger waits for input.

import fs from 'node:fs'

/**
 * Has the event loop get a turn soon. The synchronous wait for input (input/reader.ts) ends
 * for what a thread answers or the system sends, but not for a resolved promise: work that
 * begins with promises while a line is logged would not go on before the next line.
 */
export const askForTurn = (): void => fs.access('/', () => undefined)
