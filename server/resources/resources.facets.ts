import { gateLabels, resourceRouteLabels, sectorLabels } from '../../shared/resources/facets.ts'
import { type FacetName, facetNames, type ResourceListQuery } from '../../shared/resources/list-query.ts'
import { resourceTypeLabels, sectionWords } from '../../shared/resources/resource.ts'
import { codeNames } from '../organisations/index.ts'
import { translator } from '../platform/translations.ts'
import type { FacetCount, ResourceFacets } from './resources.search.service.ts'

/** One choice of a facet, as the facet component wants it. */
export interface FacetItem {
  value: string
  text: string
  count: number
  checked: boolean
}

/** One facet with its choices; one without any is not shown. */
export interface FacetShown {
  name: FacetName
  title: string
  items: FacetItem[]
}

const titles: Record<FacetName, string> = {
  type: 'Type',
  gate: 'Gate of IPEC’s journey',
  section: 'Section of the Procurement Act',
  route: 'Route',
  category: 'Category',
  sector: 'Sector',
  place: 'Place',
  year: 'Year',
}

const t = translator()

const ordered = (labels: Record<string, string>) => ({
  name: (value: string) => t(labels[value] ?? value),
  order: Object.keys(labels),
})
const byCount = (name: (value: string) => string) => ({ name, order: null })

const ways: Record<FacetName, { name: (value: string) => string; order: string[] | null }> = {
  type: ordered(resourceTypeLabels),
  gate: ordered(gateLabels),
  section: byCount(sectionWords),
  route: byCount((route) => t((resourceRouteLabels as Record<string, string>)[route] ?? route)),
  category: byCount((division) => codeNames.category(`${division}000000`)),
  sector: ordered(sectorLabels),
  place: byCount((place) => place),
  year: byCount((year) => year),
}

/** The choices of every facet, those chosen always among them. */
export function presentFacets(query: ResourceListQuery, found: ResourceFacets): FacetShown[] {
  return facetNames
    .map((name) => ({ name, title: titles[name], items: itemsOf(name, query[name], found[name]) }))
    .filter(({ items }) => items.length > 0)
}

function itemsOf(facet: FacetName, chosen: readonly string[], counts: FacetCount[]): FacetItem[] {
  const { name, order } = ways[facet]
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value))
  const items = [...counts, ...missing.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
    value,
    count,
    text: name(value),
    checked: chosen.includes(value),
  }))
  if (facet === 'year') return items.sort((a, b) => b.value.localeCompare(a.value))
  if (order) return items.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value))
  return items.sort((a, b) => b.count - a.count || a.text.localeCompare(b.text, 'en'))
}
