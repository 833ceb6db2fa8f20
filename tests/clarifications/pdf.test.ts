import { logPdf } from '../../server/clarifications/clarifications.pdf.ts'
import { madeOnce, mostWaiting } from '../../server/platform/made-once.ts'
import { translator } from '../../server/platform/translations.ts'
import type { LogEntry } from '../../shared/clarifications/log-formats.ts'
import { leastProcessorMs } from '../platform/processor.ts'

const at = new Date('2026-11-02T10:00:00Z')
const anEntry = (number: number, question: string, answer: string): LogEntry => ({
  number,
  letter: 'C',
  askedOn: at,
  question,
  answer,
  answeredAt: at,
  isLeft: false,
  corrections: [],
  isRedacted: false,
  part: null,
  tags: [],
  files: [],
})
const pdfOf = (entries: LogEntry[]) => {
  const facts = { title: 'Damp walls', authority: 'A council', url: 'https://foothold.example/' }
  return logPdf({ ...facts, askBy: null, answerBy: null, madeAt: at, waiting: 0, entries }, translator())
}

it('sets a word without end in the time of others', async () => {
  await pdfOf([anEntry(1, 'How damp?', 'Quite.')])
  const taken = await leastProcessorMs(async () => {
    const bytes = await pdfOf([anEntry(1, 'w'.repeat(2000), 'i'.repeat(5000))])
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })
  expect(taken).toBeLessThan(500)
})

it('gives way to others while a long log is set', async () => {
  let turns = 0
  let isDone = false
  const turn = () => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  await pdfOf(
    Array.from({ length: 60 }, (_, i) => anEntry(i, 'How damp? '.repeat(20), 'Quite so. '.repeat(60))),
  )
  isDone = true
  expect(turns).toBeGreaterThan(5)
})

describe('a file that anybody may ask for', () => {
  it('is made once for the same content, however many ask', async () => {
    let made = 0
    const make = () => Promise.resolve(Buffer.from(`file ${(made += 1)}`))
    const content = { log: 'same' }
    const all = await Promise.all(Array.from({ length: 50 }, () => madeOnce(content, make)))
    expect([made, new Set(all.map(String)).size]).toEqual([1, 1])
    expect(String(await madeOnce({ log: 'other' }, make))).toBe('file 2')
  })

  it('is made anew after it failed, and refused while too many others are made', async () => {
    const broken = () => Promise.reject(new Error('No typeface'))
    await expect(madeOnce({ log: 'broken' }, broken)).rejects.toThrow('No typeface')
    expect(String(await madeOnce({ log: 'broken' }, () => Promise.resolve(Buffer.from('mended'))))).toBe(
      'mended',
    )
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const slowly = () => gate.then(() => Buffer.from('late'))
    const many = Array.from({ length: mostWaiting }, (_, i) => madeOnce({ log: i }, slowly))
    await expect(madeOnce({ log: 'one too many' }, slowly)).rejects.toMatchObject({ code: 'busy' })
    open()
    await Promise.all(many)
  })
})
