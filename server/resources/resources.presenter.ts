import type { Actor } from '../../shared/platform/actor.ts'
import { partialDateWords, procurementActLink, resourceLabel } from '../../shared/resources/resource.ts'
import type { ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'

/** A resource as this actor may see it, with what they may do to it. */
export function presentResource(resource: ResourceRecord, actor: Actor) {
  const { _id, createdBy, revision, ...shown } = resource
  return {
    id: _id,
    ...shown,
    label: resourceLabel(resource),
    may: {
      edit: resourcePolicy.edit(actor, resource),
      publish: resourcePolicy.publish(actor, resource),
      unpublish: resourcePolicy.unpublish(actor, resource),
    },
  }
}
export type PresentedResource = ReturnType<typeof presentResource>

/** What only the page of one resource needs beside that. */
export function presentDetails(resource: ResourceRecord) {
  return {
    publishedWords: partialDateWords(resource.publishedOn),
    sections: resource.procurementActSections.map((section) => ({
      words: section.startsWith('Schedule') ? section : `Section ${section}`,
      link: procurementActLink(section),
    })),
  }
}
