import type { Actor } from '../../shared/platform/actor.ts'
import { currentLanguage } from '../../shared/platform/language.ts'
import { gateLabels, resourceRouteLabels, sectorLabels } from '../../shared/resources/facets.ts'
import {
  partialDateWords,
  procurementActLink,
  type ResourceContent,
  readingMinutes,
  resourceLabel,
  sectionWords,
} from '../../shared/resources/resource.ts'
import { highlight, passageWith } from '../../shared/resources/words.ts'
import { codeNames } from '../organisations/index.ts'
import { plainText } from '../platform/plain-text.ts'
import type { ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { translator } from '../platform/translations.ts'

const t = translator()

/** A resource as this actor may see it, with what they may do to it. */
export function presentResource(resource: ResourceRecord, actor: Actor) {
  const { _id, createdBy, revision, publishAt, reviewOn, reviewTold, linkChecks, from, ...shown } = resource
  return {
    id: _id,
    ...shown,
    label: t(resourceLabel(resource)),
    isMeasured: from !== null,
    readingMinutes: readingMinutes(resource),
    may: {
      edit: resourcePolicy.edit(actor, resource),
      file: resourcePolicy.file(actor, resource),
      publish: resourcePolicy.publish(actor, resource),
      unpublish: resourcePolicy.unpublish(actor, resource),
      use: resourcePolicy.use(actor, resource),
      attach: resourcePolicy.attach(actor, resource),
    },
  }
}
/**
 * A Markdown text with the words of its links alone: where they lead is no words of ours. No bracket in the words of a
 * link, else each of many opening ones would be followed to the end of the text.
 */
const withoutLinks = (text: string): string => text.replaceAll(/\[([^[\]]+)\]\([^()\s]*\)/g, '$1')

/** A resource in the list of what was found, its words marked. */
export function presentFound(resource: ResourceRecord, actor: Actor, typed: string) {
  const { title, summary, objection, body, fairness, transcript } = resource
  const marked = { title: highlight(title, typed), summary: highlight(summary, typed) }
  const isMarked = [...marked.title, ...marked.summary].some(({ isHit }) => isHit)
  const texts = typed === '' || isMarked ? [] : [objection, body, fairness, transcript]
  const passage = texts.reduce(
    (found, text) => found || passageWith(plainText(withoutLinks(text)), typed),
    '',
  )
  return { ...presentResource(resource, actor), marked: { ...marked, passage: highlight(passage, typed) } }
}

export type PresentedResource = ReturnType<typeof presentResource>

/** What only the page of one resource needs beside that, or of what was typed for one. */
export function presentDetails(resource: ResourceContent) {
  return {
    publishedWords: partialDateWords(resource.publishedOn, currentLanguage() === 'cy' ? 'cy' : 'en-GB'),
    placeWords: resource.place ? [{ value: resource.place, text: resource.place }] : [],
    gateWords: resource.gates.map((gate) => ({ value: gate, text: t(gateLabels[gate]) })),
    routeWords: resource.routes.map((route) => ({ value: route, text: t(resourceRouteLabels[route]) })),
    sectorWords: resource.sectors.map((sector) => ({ value: sector, text: t(sectorLabels[sector]) })),
    categoryWords: resource.categories.map((code) => ({
      value: code.slice(0, 2),
      text: codeNames.category(code),
    })),
    sections: resource.procurementActSections.map((section) => ({
      words: sectionWords(section),
      link: procurementActLink(section),
    })),
  }
}

/** The fields of a resource as a broker knows them. */
export const fieldWords: Record<keyof ResourceContent, string> = {
  type: 'what it is',
  title: 'title',
  summary: 'summary',
  body: 'text',
  number: 'number of the episode',
  minutes: 'minutes',
  link: 'link to the original',
  mediaLink: 'link to the sound or film',
  transcript: 'transcript',
  objection: 'objection',
  fairness: 'what is to be said in fairness',
  publisher: 'publisher',
  publishedOn: 'date of the original',
  topics: 'topics',
  procurementActSections: 'sections of the Act',
  place: 'place',
  gates: 'gates',
  routes: 'routes',
  sectors: 'sectors',
  categories: 'categories',
  helpsAt: 'where it is shown',
  picture: 'picture',
}
