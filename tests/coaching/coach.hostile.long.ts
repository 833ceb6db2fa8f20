import { expectSound, hostile } from './hostile.ts'

const letters = 400_000

test.each(hostile)(
  '%s is read in time that grows with its length',
  (_, fill) => {
    const time = (length: number) => {
      const text = fill(length)
      const start = performance.now()
      expectSound({ text })
      return performance.now() - start
    }
    time(20_000)
    const small = Math.min(...[0, 1, 2].map(() => time(letters / 8)))
    const whole = time(letters)
    // Eight times the text: eight times as long, and some for the noise of a busy machine; a square would be 64 times.
    expect(whole).toBeLessThan(Math.max(1500, small * 28))
  },
  60_000,
)
