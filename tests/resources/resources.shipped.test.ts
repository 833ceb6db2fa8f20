import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { firstResources } from '../../bin/demo/demo-files.ts'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import { helpPlaces } from '../../shared/resources/facets.ts'
import { resourceSchema } from '../../shared/resources/resources.schema.ts'

const shipped = z.array(resourceSchema.safeExtend({ slug: z.string() })).parse(firstResources())
const bySlug = new Map(shipped.map((one) => [one.slug, one]))

/** The sections of the Act that a source of the coach names, as the library files them. */
const sectionsOf = (source: string): string[] =>
  source.includes('Procurement Act 2023')
    ? [...source.matchAll(/(?:\bs\.|\bSchedule )(\d+)/g)].map(([words, number]) =>
        words.startsWith('S') ? `Schedule ${number}` : String(number),
      )
    : []

describe('the library that every installation begins with', () => {
  it('has addresses of its own for each, and something for every place of help', () => {
    expect(bySlug.size).toBe(shipped.length)
    const without = helpPlaces.filter((place) => !shipped.some(({ helpsAt }) => helpsAt.includes(place)))
    expect(without).toEqual([])
  })

  it('has the resource that each rule of the coach leads to, about the section that the rule names', () => {
    const amiss = coachRules.flatMap(({ id, resource, source }) => {
      const found = bySlug.get(resource)
      if (!found) return [`${id} leads to ${resource}, which is not there`]
      const named = sectionsOf(source)
      const isAbout = named.length === 0 || named.some((one) => found.procurementActSections.includes(one))
      return isAbout ? [] : [`${id}: ${resource} says nothing of ${named.join(', ')}`]
    })
    expect(amiss).toEqual([])
  })

  it('links within the site only to what is there', () => {
    const linked = shipped.flatMap(({ body, fairness }) =>
      [...`${body} ${fairness}`.matchAll(/\]\(\/resources\/([a-z0-9-]+)\)/g)].map(([, slug = '']) => slug),
    )
    expect(linked.length).toBeGreaterThan(2)
    expect(linked.filter((slug) => !bySlug.has(slug))).toEqual([])
  })

  it('names in its guides only sections that our own data on the law have', () => {
    const rows = parse(readFileSync(new URL('../../data/law/sections.csv', import.meta.url), 'utf8'), {
      columns: true,
    }) as { id: string }[]
    const guides = shipped.filter(({ type }) => type === 'guide')
    expect(guides.length).toBeGreaterThan(2)
    for (const { title, body, procurementActSections } of guides) {
      const linked = [...body.matchAll(/2023\/54\/section\/(\d+)/g)].map(([, number]) => number)
      expect([title, [...new Set(linked)].sort()]).toEqual([title, [...procurementActSections].sort()])
      const known = procurementActSections.filter((one) => rows.some(({ id }) => id === `s.${one}`))
      expect([title, known]).toEqual([title, procurementActSections])
    }
  })
})
