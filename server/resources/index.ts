/** What other rooms may use of the library. */
export type { ResourceRecord } from './resources.model.ts'
export { resourcePolicy } from './resources.policy.ts'
export { presentResource } from './resources.presenter.ts'
export { checkAllLinks } from './resources.links.service.ts'
export { caseStudiesNear } from './resources.evidence.service.ts'
export {
  archiveFromRoom,
  type FromRoom,
  originOf,
  publishedAmong,
  publishFromRoom,
  takenBackSince,
  useFromRoom,
} from './resources.from-rooms.service.ts'
export { publishDueResources, remindOfReviews } from './resources.dates.service.ts'
export { seedResources, upgradeResources } from './resources.seed.service.ts'
export { listResources } from './resources.search.service.ts'
export {
  findResourceBySlug,
  newestResources,
  resourceName,
  resourcesAt,
  resourcesOnRoutes,
} from './resources.service.ts'
