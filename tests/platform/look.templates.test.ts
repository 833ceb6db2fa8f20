import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { renderTemplate, templates } from '../../server/platform/templates.ts'

const client = join(projectRoot, 'client')
const templatePaths = readdirSync(client, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.njk'))
  .map((entry) => relative(client, join(entry.parentPath, entry.name)))

const render = (source: string, data: object = {}) => templates().renderString(source, data).trim()
const now = new Date('2026-11-23T10:00:00Z')

describe('every template', () => {
  test('there are templates to look at', () => {
    expect(templatePaths.length).toBeGreaterThan(15)
  })

  test.each(templatePaths)('%s compiles', (path) => {
    const compile = () => templates().getTemplate(path, true)
    expect(compile).not.toThrow()
  })
})

describe('filters', () => {
  const at = new Date('2026-12-14T12:00:00Z')
  const cases: [string, string][] = [
    ['{{ at | date }}', '14 December 2026'],
    ['{{ at | dateTime }}', '14 December 2026, noon'],
    ['{{ at | isoTime }}', '2026-12-14T12:00:00.000Z'],
    ['{{ at | deadline(now) }}', '21 days'],
    ['{{ soon | deadline(now) }}', '5 hours'],
    ['{{ now | deadline(now) }}', 'Closed'],
    ['{{ tomorrow | deadline(now) }}', '1 day'],
    ['{{ before | ago(now) }}', '5 minutes ago'],
    ['{{ nothing | dateTime }}', ''],
    ['{{ 6000000 | pence }} {{ 125050 | pence }}', '£60,000 £1,250.50'],
    ['{{ nothing | pence }}', 'not published'],
    ['{{ ["a", "b", "c"] | list }}; {{ ["a"] | list }}; {{ [] | list }}', 'a, b and c; a; '],
    ['{{ 2140 | number }} {{ 0.61 | percent }} {{ 1234567 | bytes }}', '2,140 61% 1.2 MB'],
    ['{{ t("{count} hours", { count: 1 }) }}', '1 hour'],
    ['{{ t("Saved at {time}", { time: "<b>{count}" }) }}', 'Saved at &lt;b&gt;{count}'],
  ]
  const data = {
    at,
    now,
    soon: new Date(now.getTime() + 5.5 * 3_600_000),
    tomorrow: new Date(now.getTime() + 24 * 3_600_000),
    before: new Date(now.getTime() - 5 * 60_000),
  }
  test.each(cases)('%s', (source, shown) => {
    expect(templates().renderString(source, data).trimStart()).toBe(shown)
  })

  test('in summer a deadline is shown in British Summer Time', () => {
    expect(render('{{ at | dateTime }}', { at: new Date('2026-07-01T16:30:00Z') })).toBe(
      '1 July 2026, 5:30pm',
    )
  })

  test("people's Markdown can bring no markup, script or image of its own", () => {
    const html = render('{{ words | markdown }}', {
      words:
        '# Big\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![i](https://x.example/i.png) **bold**',
    })
    expect(html).toContain('<strong>bold</strong>')
    expect(html).toContain('<h3')
    expect(html).not.toMatch(/<script|href="javascript|<img|<h1/)
  })
})

describe('form fields', () => {
  const field = "{% import 'platform/components/field.njk' as field %}"
  const form = {
    values: {
      name: '"><b>x',
      outcomes: [{ measure: 'falls' }],
      budget: 125_050,
      typed: '60k',
      closesAt: new Date('2026-12-14T12:00:00Z'),
      asksAt: { day: '31', month: 'June', year: '', time: 'noonish' },
      regions: ['wales'],
    },
    errors: { 'outcomes.0.measure': 'Say how it is measured', closesAt: 'Too soon' },
  }
  const show = (call: string) => render(`${field}{{ ${call} }}`, { form })

  test('keep what was typed, escaped', () => {
    expect(show("field.input(form, 'name', { label: 'Name' })")).toContain('value="&quot;&gt;&lt;b&gt;x"')
  })

  test('nest names for the body parser, and link ids to the error summary', () => {
    const html = show("field.textarea(form, 'outcomes.0.measure', { label: 'Measure' })")
    expect(html).toContain('name="outcomes[0][measure]"')
    expect(html).toContain('id="outcomes-0-measure"')
    expect(html).toContain('Say how it is measured')
    expect(html).toContain('>falls</textarea>')
  })

  test('show stored pence in pounds and typed money as typed', () => {
    expect(show("field.money(form, 'budget', { label: 'Budget' })")).toContain('value="1250.50"')
    expect(show("field.money(form, 'typed', { label: 'Budget' })")).toContain('value="60k"')
  })

  test('take a stored date apart in London time, and keep a mistyped one', () => {
    const stored = show("field.date(form, 'closesAt', { label: 'Closes', hasTime: true })")
    expect(stored).toContain('value="14"')
    expect(stored).toContain('value="12:00"')
    expect(stored).toContain('govuk-input--error')
    expect(stored.match(/id="closesAt"/g)).toHaveLength(1)
    const typed = show("field.date(form, 'asksAt', { label: 'Asks', hasTime: true })")
    expect(typed).toContain('value="June"')
    expect(typed).toContain('value="noonish"')
  })

  test('check what was chosen', () => {
    const items = "[{ value: 'wales', text: 'Wales' }, { value: 'nw', text: 'North West' }]"
    expect(show(`field.checkboxes(form, 'regions', { label: 'Regions', items: ${items} })`)).toMatch(
      /value="wales" checked/,
    )
  })
})

describe('the frame of every page', () => {
  test('stands without any locals, as when the database is away', () => {
    const html = renderTemplate('platform/error', {
      status: 503,
      title: 'Away',
      message: 'Try again shortly.',
    })
    expect(html).toContain('<h1 class="govuk-heading-l">Away</h1>')
    expect(html).toContain('href="/sign-in"')
  })

  test('says first that a form has errors', () => {
    const form = {
      values: {},
      errors: { name: 'Enter a name' },
      summary: [{ text: 'Enter a name', href: '#name' }],
    }
    const html = templates().renderString(
      "{% extends 'platform/layout.njk' %}{% set pageTitle = 'Your name' %}{% block content %}{% endblock %}",
      { form },
    )
    expect(html).toMatch(/<title>\s*Error: Your name – Foothold/)
    expect(html).toMatch(/govuk-error-summary[\s\S]*href="#name"/)
  })

  const nav = (kind: string | null) => {
    const organisation = kind ? { id: 'o', kind, name: 'Org', isVerified: true } : null
    const actor = { kind: 'person', userId: 'u', organisation, role: 'member' }
    return renderTemplate('platform/about', {
      actor,
      person: { name: 'Priya' },
      path: '/about',
      unread: 3,
      queueLength: 12,
    })
  }
  test.each([
    ['authority', '/your-challenges', '/desk'],
    ['supplier', '/your-proposals', '/your-challenges'],
    ['brokerage', '/desk', '/your-proposals'],
  ])('leads a member of an %s to %s', (kind, there, notThere) => {
    expect(nav(kind)).toContain(`href="${there}"`)
    expect(nav(kind)).not.toContain(`href="${notThere}"`)
  })

  test('has no inline style, which the security policy would refuse', () => {
    expect(nav('brokerage')).not.toMatch(/ style="/)
  })
})
