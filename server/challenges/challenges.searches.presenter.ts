import { budgetBands } from '../../shared/challenges/challenge-list.ts'
import { type Stage, stageNames } from '../../shared/challenges/challenge.ts'
import { alertLabels, type SearchAlert, type SearchCriteria } from '../../shared/challenges/saved-search.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { codeNames, findOrganisations } from '../organisations/index.ts'
import { withQuery } from '../platform/page-links.ts'
import { translator } from '../platform/translations.ts'
import { latestFinds } from './challenges.finds.service.ts'
import { countFound } from './challenges.search.service.ts'
import type { SavedSearchRecord } from './challenges.searches.model.ts'
import { findSavedSearch, listSavedSearches } from './challenges.searches.service.ts'
import { canSee, findChallenges } from './challenges.service.ts'

const latestShown = 3

/** A saved search as its owner sees it. */
export interface PresentedSearch {
  id: string
  name: string
  alert: SearchAlert
  alertLabel: string
  /** What is searched for, one clause each; empty where everything open is. */
  words: string[]
  /** Where the public list shows what it finds now. */
  href: string
  /** The same, to be changed there. */
  changeHref: string
  count: number
  /** What it found last and is still public, the newest first. */
  latest: { href: string; title: string }[]
}

const closingLabels = {
  any: '',
  week: 'closing within a week',
  fortnight: 'closing within two weeks',
  month: 'closing within a month',
}
const stateLabels = { open: '', closed: 'closed', withdrawn: 'withdrawn', all: 'open or over' }

/** What a search looks for, in clauses. */
export async function criteriaInWords(criteria: SearchCriteria): Promise<string[]> {
  const t = translator()
  const authorities = await findOrganisations(criteria.authority)
  const bands = budgetBands.filter(({ name }) => criteria.budget.includes(name))
  return [
    criteria.q ? `“${criteria.q}”` : '',
    t(stateLabels[criteria.state]),
    ...criteria.category.map(codeNames.category),
    ...criteria.region.map(codeNames.region),
    ...criteria.stage.map((stage) => t(stageNames[stage as Stage] ?? stage)),
    ...bands.map(({ label }) => t(label)),
    ...criteria.authority.map((id) => authorities.get(id)?.name ?? id),
    t(closingLabels[criteria.closing]),
  ].filter(Boolean)
}

/** One saved search, for its form. */
export async function presentSearch(search: SavedSearchRecord): Promise<Omit<PresentedSearch, 'latest'>> {
  const { _id: id, name, alert, criteria } = search
  const [words, count] = await Promise.all([criteriaInWords(criteria), countFound(criteria)])
  const alertLabel = translator()(alertLabels[alert])
  const href = withQuery('/challenges', { ...criteria })
  return {
    id,
    name,
    alert,
    alertLabel,
    words,
    href,
    changeHref: withQuery('/challenges', { ...criteria, search: id }),
    count,
  }
}

/** A person's saved searches with what each finds now and found last. */
export async function presentSearches(actor: Actor): Promise<PresentedSearch[]> {
  const searches = await listSavedSearches(actor)
  const found = await latestFinds(
    searches.map(({ _id }) => _id),
    latestShown,
  )
  const challenges = await findChallenges([...new Set([...found.values()].flat())])
  return Promise.all(
    searches.map(async (search) => {
      const latest = (found.get(search._id) ?? []).flatMap((id) => {
        const challenge = challenges.get(id)
        return challenge && canSee(actor, challenge)
          ? [{ href: `/challenges/${id}`, title: challenge.title }]
          : []
      })
      return { ...(await presentSearch(search)), latest }
    }),
  )
}

/** The person's search that the list is open for, to change what it looks for: its name, and what that is now. */
export async function searchToChange(
  actor: Actor,
  id: unknown,
  criteria: SearchCriteria,
): Promise<Pick<PresentedSearch, 'id' | 'name' | 'words'> | null> {
  const search = typeof id === 'string' ? await findSavedSearch(actor, id) : null
  return search && { id: search._id, name: search.name, words: await criteriaInWords(criteria) }
}
