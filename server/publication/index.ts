/** What workers and commands may use of the open data; no other room comes after this one. */
export { lastBulkExport, makeBulkExport } from './publication.bulk.service.ts'
export { publishedEvents } from './publication.facts.ts'
export { publishRelease, type Rebuilt, rebuildReleases } from './publication.make.service.ts'
