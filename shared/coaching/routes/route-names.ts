import { resourceRouteLabels } from '../../resources/facets.ts'

/** The routes that the advisor knows, with their names: those that the library, which comes before it, is filed by. */
export const routeNames = resourceRouteLabels
export type RouteId = keyof typeof routeNames
export const routeIds = Object.keys(routeNames) as [RouteId, ...RouteId[]]
