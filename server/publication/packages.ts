import { compiledRelease } from '../../shared/publication/compile.ts'
import { dataLicence, ocdsExtensions, type Release } from '../../shared/publication/ocds.ts'
import { config } from '../platform/config.ts'
import { isDemo } from '../platform/site.ts'
import type { PublishedRelease } from './publication.read.service.ts'
import { mergeRules } from './release-schema.ts'

/** A release as it is in the store, and as JSON reads it. */
export const asRelease = ({ body }: { body: string }): Release => JSON.parse(body) as Release

/** What every package says of itself. */
async function packageHead(path: string, updated: Date | undefined, extensions: readonly string[]) {
  const { publicUrl } = config()
  const name = (await isDemo()) ? 'Foothold (a demonstration: the challenges are invented)' : 'Foothold'
  return {
    uri: `${publicUrl}${path}`,
    version: '1.1',
    extensions,
    // The last change of what is in it, so that the same package has the same bytes.
    publishedDate: (updated ?? new Date(0)).toISOString(),
    publisher: { name, uri: publicUrl },
    license: dataLicence,
    publicationPolicy: `${publicUrl}/open-data`,
  }
}

const lastChange = (releases: PublishedRelease[]): Date | undefined =>
  releases
    .map(({ madeAt, redactedAt }) => redactedAt ?? madeAt)
    .sort((a, b) => b.getTime() - a.getTime())
    .at(0)

const extensionUrls = ocdsExtensions.map(({ url }) => url)

// The bodies go in as they are, so that a release has the same bytes wherever it is read.
const withList = (head: object, name: string, items: string[], more: object = {}): string => {
  const tail = Object.keys(more).length > 0 ? `,${JSON.stringify(more).slice(1, -1)}` : ''
  return `${JSON.stringify(head).slice(0, -1)},"${name}":[${items.join(',')}]${tail}}`
}

/**
 * A release package.
 * @param path where it is read
 * @param next the path of what follows; null at the end
 */
export async function releasePackage(
  path: string,
  releases: PublishedRelease[],
  next: string | null = null,
  extensions: readonly string[] = extensionUrls,
): Promise<string> {
  const head = await packageHead(path, lastChange(releases), extensions)
  const links = next ? { links: { next: `${config().publicUrl}${next}` } } : {}
  return withList(
    head,
    'releases',
    releases.map(({ body }) => body),
    links,
  )
}

/** A record package of one process: every release, and what they say together. */
export async function recordPackage(
  path: string,
  releases: PublishedRelease[],
  extensions: readonly string[] = extensionUrls,
): Promise<string> {
  const head = await packageHead(path, lastChange(releases), extensions)
  const compiled = JSON.stringify(compiledRelease(releases.map(asRelease), mergeRules()))
  const bodies = releases.map(({ body }) => body)
  const record = `{"ocid":${JSON.stringify(releases[0]?.ocid)},"releases":[${bodies.join(',')}],"compiledRelease":${compiled}}`
  return withList(head, 'records', [record])
}

/** A package of one release that is published nowhere: a notice before it is filed. */
export async function draftPackage(path: string, release: Release): Promise<string> {
  const head = await packageHead(path, new Date(release.date), extensionUrls)
  return withList(head, 'releases', [JSON.stringify(release)])
}
