import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../server/platform/paths.ts'
import type { PageRoute } from './page-routes.ts'

const folder = join(projectRoot, 'docs/screens')
const longest = 2200
const height = 900

/** A picture of a page, and what it shows. */
export interface Picture {
  room: string
  /** Below the folder of the pictures. */
  file: string
  title: string
  path: string
  who: string
}

interface Look {
  width: number
  scale: number
  quality: number
}

/** How a page is pictured: as on a desk, as on a small phone, and the first page for the project's own. */
export const looks = {
  wide: { width: 1280, scale: 0.4, quality: 25 },
  narrow: { width: 320, scale: 0.8, quality: 25 },
  whole: { width: 1280, scale: 1, quality: 60 },
} satisfies Record<string, Look>

/** `/challenges/:id/edit/:section` → `challenge-edit-section`: a page of one record is called by it. */
export const nameOf = ({ path }: Pick<PageRoute, 'path'>): string =>
  path
    .replace(/\/:(section|number|place|stop)\b/g, '/$1')
    .replaceAll(/ies\/:\w+/g, 'y')
    .replaceAll(/(ch|x)es\/:\w+/g, '$1')
    .replaceAll(/s\/:\w+/g, '')
    .replaceAll(/\/:\w+/g, '-one')
    .replaceAll(/^\/|[^a-z0-9-]+/gi, '-')
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'home'

/** Takes a picture of the page as it stands: small, and cut where it is very long. */
export async function takePicture(page: Page, file: string, look: Look): Promise<void> {
  const { width, scale, quality } = look
  await page.setViewportSize({ width, height })
  const session = await page.context().newCDPSession(page)
  const { cssContentSize } = await session.send('Page.getLayoutMetrics')
  const shown = Math.min(Math.ceil(cssContentSize.height), longest)
  // As high as the picture: what sticks to the window's edge would lie across the middle of it.
  await page.setViewportSize({ width, height: shown })
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    clip: { x: 0, y: 0, width, height: shown, scale },
  })
  await session.detach()
  await page.setViewportSize({ width, height })
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, Buffer.from(data, 'base64'))
}

const titleOf = (room: string): string => `${room.charAt(0).toUpperCase()}${room.slice(1)}`
const caption = ({ title, path, who }: Picture): string =>
  `${title.replaceAll('|', '/')}<br>\`${path}\`, ${who}`
const perRow = 3

interface Album {
  pictures: readonly Picture[]
  /** Addresses of which there is no picture. */
  left: readonly string[]
}

/** Writes the page that shows the pictures by room, and takes away those that nobody took this time. */
export function writeIndex({ pictures, left }: Album, moment: string): void {
  const rooms = [...new Set(pictures.map(({ room }) => room))].sort()
  const parts = rooms.map((room) => {
    const own = pictures.filter((one) => one.room === room).sort((a, b) => a.file.localeCompare(b.file, 'en'))
    const rows = Array.from({ length: Math.ceil(own.length / perRow) }, (_, row) =>
      own.slice(row * perRow, (row + 1) * perRow),
    )
    const cells = (line: string[]) => `| ${line.concat(['', '', '']).slice(0, perRow).join(' | ')} |`
    const [first = [], ...others] = rows.map((row) =>
      row.map((one) => `![${one.title.replaceAll(/[|[\]]/g, ' ')}](${one.file})<br>${caption(one)}`),
    )
    return [`## ${titleOf(room)}`, '', cells(first), '| --- | --- | --- |', ...others.map(cells), ''].join(
      '\n',
    )
  })
  const closing = [
    '## Not pictured',
    '',
    'What only a letter, a choice of the moment or another point of a life leads to:',
    `${left.map((path) => `\`${path}\``).join(', ')}.`,
    '',
  ]
  const opening = [
    '# The pages, in pictures',
    '',
    `Taken by \`npm run screens\` from the demonstration as it is on ${moment}: each page as the first of those who can`,
    'open it sees it, some as others do or on a small phone. People and challenges in them are invented, suppliers of the',
    'public record are not.',
    '',
  ]
  writeFileSync(join(folder, 'README.md'), [...opening, ...parts, ...closing].join('\n'))
  const kept = new Set(pictures.map(({ file }) => file))
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.webp') && file !== 'home.webp' && !kept.has(file.replaceAll('\\', '/')))
      rmSync(join(folder, file))
}
