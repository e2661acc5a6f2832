import { expect, test } from 'vitest'
import { Kernel } from '../../../src/kernel/kernel.js'

test('there is a kernel here, whose memory holds what is asked of it', () => {
  const kernel = Kernel.open(100_000, 1000, 20)

  const [numbers, bytes] = [kernel?.reserveNumbers(250), kernel?.reserve(20)]

  expect(kernel?.bytes.byteOffset).toBe(0)
  expect(kernel?.bytes.length).toBe(100_000)
  expect(numbers?.byteOffset).toBeGreaterThanOrEqual(100_000)
  expect(bytes?.byteOffset).toBeGreaterThanOrEqual(101_000)
  expect(numbers?.buffer).toBe(kernel?.bytes.buffer)
})

test('more memory than there can be is no kernel', () => {
  expect(Kernel.open(2 ** 40)).toBeUndefined()
})
