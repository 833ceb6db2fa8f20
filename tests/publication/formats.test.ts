import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { projectRoot } from '../../server/platform/paths.ts'
import { faultsOfRelease } from '../../server/publication/release-schema.ts'
import { calendarFile, folded } from '../../shared/platform/calendar-file.ts'
import { csvCell } from '../../shared/platform/csv.ts'
import { atomFeed, jsonFeed } from '../../shared/platform/feeds.ts'
import { scriptJson } from '../../shared/platform/script-json.ts'
import { releaseFor } from '../../shared/publication/release.ts'
import { xmlText } from '../../shared/platform/xml.ts'
import { publishedAt, someAnswer, someContent, someFacts } from './publication.factory.ts'

const naughty = (
  JSON.parse(readFileSync(join(projectRoot, 'tests/data/naughty-strings.base64.json'), 'utf8')) as string[]
).map((text) => Buffer.from(text, 'base64').toString('utf8'))

describe('hostile words', () => {
  it('make valid releases that say them unchanged', () => {
    for (const words of naughty) {
      const content = someContent({ title: words || 'x', problem: words })
      const published = releaseFor(someFacts(), { what: 'published', at: publishedAt, content })
      const answer = { ...someAnswer(), question: words, answer: words }
      const answered = releaseFor(someFacts(), { what: 'answered', at: publishedAt, kind: 'open', answer })
      expect([published, answered].flatMap(faultsOfRelease)).toEqual([])
      expect((JSON.parse(JSON.stringify(published)) as typeof published).tender?.['title']).toBe(words || 'x')
    }
  })

  it('stay words in a feed', () => {
    for (const words of naughty) {
      const entry = {
        url: 'https://foothold.example/challenges/A',
        title: words,
        authority: words,
        summary: words,
        published: publishedAt,
        updated: publishedAt,
      }
      const feed = { title: words, page: 'p', url: 'u', entries: [entry], next: null }
      const xml = atomFeed(feed)
      expect(xml.match(/<title>/g)?.length ?? 0).toBeLessThanOrEqual(2)
      expect(xml.replaceAll(/<\/?[a-z?][^<>]*>/g, '')).not.toMatch(/[<>]/)
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
      expect((JSON.parse(jsonFeed(feed)) as { items: { title: string }[] }).items[0]?.title).toBe(words)
    }
  })

  it('end no script element, and are no formula', () => {
    for (const words of naughty) {
      expect(scriptJson({ words })).not.toContain('<')
      expect(JSON.parse(scriptJson({ words }))).toEqual({ words })
      expect(csvCell(words)).not.toMatch(/^"?[=+\-@]/)
    }
  })
})

describe('XML text', () => {
  it('has no sign that XML lacks, and can be read back', () => {
    expect(xmlText('a & <b> "c" \u0000\u0008\ud800')).toBe('a &amp; &lt;b&gt; &quot;c&quot; ')
  })
})

describe('a calendar file', () => {
  const unfolded = (text: string) => text.replaceAll('\r\n ', '')

  it('has lines of at most 75 bytes that join to what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (words) => {
        const line = `SUMMARY:${words.replaceAll(/[\r\n]/g, '')}`
        const lines = folded(line)
        for (const one of lines.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
        expect(unfolded(lines)).toBe(line)
      }),
    )
  })

  it('marks commas, semicolons and line ends, and gives times in UTC', () => {
    const entry = {
      uid: 'A-ask@foothold.example',
      title: 'Ask',
      description: 'One\ntwo\r\u0007',
      when: new Date('2026-07-01T11:00:00.500Z'),
    }
    const text = calendarFile('A, b; c\\d', [entry], publishedAt)
    expect(text).toContain('X-WR-CALNAME:A\\, b\\; c\\\\d\r\n')
    expect(text).toContain('DESCRIPTION:One\\ntwo')
    expect(text).toContain('DTSTART:20260701T110000Z\r\n')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })
})
