import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { useConfig, readConfig } from '../../server/platform/config.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { createTemplates, templates } from '../../server/platform/templates.ts'
import { assets, securityHeaders } from '../../server/platform/web.ts'
import { helpTopics } from '../../shared/platform/help-topics.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
import { openBrowser, openContext, pageFaults } from './browser.ts'

const draftPage = `
  {% extends 'platform/layout.njk' %}
  {% import 'platform/components/field.njk' as field %}
  {% from 'platform/components/save-status.njk' import saveStatus %}
  {% set pageTitle = 'A draft' %}
  {% block content %}<h1 class="govuk-heading-l">A draft</h1>
  <form method="post" action="/draft" data-autosave="/draft">
    {{ saveStatus() }}{{ field.textarea(form, 'problem', { label: 'The problem' }) }}
    {{ field.radios(form, 'stage', { label: 'Stage', items: [{ value: 'pilot', text: 'Pilot' }, { value: 'scale', text: 'Scale' }] }) }}
    <button class="govuk-button">Save</button>
  </form>{% endblock %}`

const trailPage = `
  {% extends 'platform/layout.njk' %}
  {% set crumbs = [{ text: 'Challenges', href: '/challenges' }, { text: 'Damp', href: '/challenges/1' }, { text: 'Stop damp and mould coming back in private rented homes' }] %}
  {% block content %}<h1 class="govuk-heading-l">Stop damp and mould coming back</h1>{% endblock %}`

// The dark changes nothing but colours.
const rulesOfColours = ['color-contrast', 'link-in-text-block']

let server: Server
let browser: Browser
let url: string
/** One window for all that is only looked at: each new one loads styles, scripts and fonts again. */
let shown: Page
const faults: string[] = []
let saved: Record<string, string> = {}
let mode: 'taking' | 'failing' | 'refusing' = 'taking'

beforeAll(async () => {
  if (!existsSync(join(projectRoot, 'dist/public/manifest.json'))) {
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: projectRoot })
  }
  useConfig(readConfig({ SESSION_SECRET: 'x'.repeat(32), NODE_ENV: 'test', LOG_LEVEL: 'silent' }))
  const app = express()
  createTemplates(app)
  app.use(securityHeaders())
  app.use('/assets', assets())
  app.use((req, res, next) => {
    const actor = { kind: 'visitor', userId: '', organisation: null, role: null }
    Object.assign(res.locals, {
      actor,
      demo: true,
      path: req.path,
      now: new Date(),
      csrfToken: () => 'token',
    })
    next()
  })
  app.get('/', (_req, res) =>
    res.render('platform/home', { figures: [{ figure: '12', words: 'challenges open now' }], newest: [] }),
  )
  app.get('/missing', (_req, res) =>
    res.render('platform/error', { status: 404, title: 'Not found', message: 'Nothing is here.' }),
  )
  app.get('/draft', (_req, res) =>
    res.send(templates().renderString(draftPage, { ...res.locals, form: { values: saved, errors: {} } })),
  )
  app.get('/trail', (_req, res) => res.send(templates().renderString(trailPage, res.locals)))
  app.post('/draft', express.urlencoded({ extended: true }), (req, res) => {
    if (mode === 'failing' && req.get('x-autosave')) return res.destroy()
    if (mode === 'failing') return res.status(503).send('We are away for a moment')
    if (mode === 'refusing')
      return res.status(409).json({ detail: 'A colleague changed this draft. Reload the page.' })
    const { problem = '', stage = '' } = req.body as Record<string, string>
    saved = { problem: problem.trim(), stage }
    if (req.get('x-autosave')) res.json({})
    else res.redirect(303, '/about')
  })
  for (const path of [...plainPaths, '/contact']) app.get(path, (_req, res) => res.render(`platform${path}`))
  app.get('/help', (_req, res) => res.render('platform/help', { words: '', topics: helpTopics }))
  app.get('/help/topic', (_req, res) => res.render('platform/help-topic', { topic: helpTopics[0] }))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
  ;({ page: shown } = await openContext(browser, url, { faults }))
}, 60_000)

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

// What everybody finds first, and what has a form; every-form.long looks at all pages so.
const inBothLights = ['/', '/contact', '/help', '/missing']

describe.each(['/', ...plainPaths, '/contact', '/help', '/help/topic', '/missing'])('%s', (path) => {
  test('can be read by everybody, in the light and in the dark', async () => {
    const isThorough = inBothLights.includes(path)
    await shown.emulateMedia({ colorScheme: 'light' })
    await shown.goto(path)
    expect(await pageFaults(shown, { isThorough })).toEqual([])
    await shown.emulateMedia({ colorScheme: 'dark' })
    expect(await pageFaults(shown, { isThorough, rules: rulesOfColours })).toEqual([])
    expect(faults).toEqual([])
  })
})

test('on paper a page is its words: no menu, no buttons, no links to elsewhere on the site', async () => {
  const { context, page } = await openContext(browser, url)
  await page.goto('/missing')
  const parts = ['.masthead__nav', '.footing ul', '.govuk-skip-link', 'main h1']
  const shownOf = () =>
    Promise.all(
      parts.map((part) =>
        page
          .locator(part)
          .first()
          .evaluate((one) => getComputedStyle(one).display),
      ),
    )
  expect(await shownOf()).not.toContain('none')
  await page.emulateMedia({ media: 'print' })
  expect(await shownOf()).toEqual(['none', 'none', 'none', 'block'])
  const ground = await page.locator('body').evaluate((one) => getComputedStyle(one).backgroundColor)
  expect(ground).toBe('rgba(0, 0, 0, 0)')
  await context.close()
})

test('a trail stays on one line in a narrow window, whatever the page is called', async () => {
  const { context, page } = await openContext(browser, url, { width: 320 })
  await page.goto('/trail')
  const trail = page.getByRole('navigation', { name: 'Breadcrumb' })
  expect((await trail.boundingBox())?.height).toBeLessThan(40)
  expect(await pageFaults(page, { isThorough: true })).toEqual([])
  await context.close()
})

describe('the menu in a narrow window', () => {
  test('unfolds by keyboard, and folds again with Escape', async () => {
    const { context, page } = await openContext(browser, url, { width: 320 })
    await page.goto('/about')
    const menu = page.getByRole('button', { name: 'Menu' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Challenges' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('link', { name: 'Challenges' }).isVisible()).toBe(false)
    expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true)
    await context.close()
  })

  test('without a script stands open', async () => {
    const { context, page } = await openContext(browser, url, { width: 320, javaScript: false })
    await page.goto('/about')
    expect(await page.getByRole('link', { name: 'Challenges' }).isVisible()).toBe(true)
    expect(await page.getByText('Menu', { exact: true }).isVisible()).toBe(false)
    await context.close()
  })
})

describe('a draft that saves itself', () => {
  const status = (page: Page, text: string) => page.locator('[data-save-status]', { hasText: text }).waitFor()
  beforeEach(() => {
    saved = {}
    mode = 'taking'
  })

  test('says when it was saved', async () => {
    const { context, page } = await openContext(browser, url)
    await page.goto('/draft')
    await page.getByLabel('The problem').fill('Falls')
    await page.getByLabel('Pilot').check()
    await status(page, 'Saved at')
    expect(saved).toMatchObject({ problem: 'Falls', stage: 'pilot' })
    await context.close()
  })

  test('keeps the words in the browser when it cannot be saved, and offers them back', async () => {
    mode = 'failing'
    const { context, page } = await openContext(browser, url)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto('/draft')
    await page.getByLabel('The problem').fill('Words that matter')
    await page.getByLabel('Scale').check()
    await status(page, 'Not saved')
    await page.reload()
    expect(await page.getByLabel('The problem').inputValue()).toBe('')
    mode = 'taking'
    await page.getByRole('button', { name: 'Put them back' }).click()
    expect(await page.getByLabel('The problem').inputValue()).toBe('Words that matter')
    expect(await page.getByLabel('Scale').isChecked()).toBe(true)
    await status(page, 'Saved at')
    expect(saved).toMatchObject({ problem: 'Words that matter', stage: 'scale' })
    await page.reload()
    expect(await page.getByRole('button', { name: 'Put them back' }).count()).toBe(0)
    await context.close()
  })

  test('offers nothing back that was sent and taken since, also where the server tidied it', async () => {
    mode = 'failing'
    const { context, page: left } = await openContext(browser, url)
    await left.goto('/draft')
    await left.getByLabel('The problem').fill('x2')
    await status(left, 'Not saved')
    // Closed and opened again: a browser without a screen at times never ends the question before a reload.
    await left.close()
    const page = await context.newPage()
    await page.goto('/draft')
    mode = 'taking'
    await page.getByLabel('The problem').fill(' 3 ')
    await Promise.all([page.waitForURL('**/about'), page.getByRole('button', { name: 'Save' }).click()])
    await page.goto('/draft')
    expect(await page.getByLabel('The problem').inputValue()).toBe('3')
    await page.locator('[data-save-status]:empty').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await context.close()
  })

  test('offers back what was sent and not taken', async () => {
    mode = 'failing'
    const { context, page } = await openContext(browser, url)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto('/draft')
    await page.getByLabel('The problem').fill('Sent into a tunnel')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('We are away for a moment').waitFor({ timeout: 5000 })
    await page.goto('/draft')
    await page.getByRole('button', { name: 'Put them back' }).click()
    expect(await page.getByLabel('The problem').inputValue()).toBe('Sent into a tunnel')
    await context.close()
  })

  test('shows why it was refused', async () => {
    mode = 'refusing'
    const { context, page } = await openContext(browser, url)
    await page.goto('/draft')
    await page.getByLabel('The problem').fill('Falls')
    await status(page, 'A colleague changed this draft.')
    await context.close()
  })
})
