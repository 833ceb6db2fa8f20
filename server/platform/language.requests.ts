import type { Request, RequestHandler, Response } from 'express'
import { type Language, languageNamed } from '../../shared/platform/language.ts'
import { config } from './config.ts'
import { inLanguage } from './language.ts'
import { withQuery } from './page-links.ts'
import { isWelshPath, isWelshView } from './welsh-pages.ts'

/** The cookie that keeps which language this browser chose. */
export const languageCookie = 'language'
const year = 365 * 24 * 60 * 60 * 1000

const fromCookie = (req: Request): Language | null =>
  languageNamed(/(?:^|;\s*)language=(\w+)/.exec(req.get('cookie') ?? '')?.[1])

/**
 * The language that this reader wants: what they ask for now, what this browser chose, what their account says, what
 * the browser prefers; English where nothing does.
 */
export const wantedLanguage = (req: Request): Language =>
  languageNamed(req.query['lang']) ??
  fromCookie(req) ??
  req.person?.language ??
  languageNamed(req.acceptsLanguages('en', 'cy')) ??
  'en'

/** Remembers a choice in this browser. */
export function keepLanguage(res: Response, language: Language): void {
  res.cookie(languageCookie, language, {
    httpOnly: true,
    sameSite: 'lax',
    secure: config().publicUrl.startsWith('https:'),
    maxAge: year,
  })
}

/** What the layout says of the page's language, and where the same page is in the other. */
function languageLocals(req: Request, language: Language, hasWelsh: boolean): object {
  const isPage = req.method === 'GET' && hasWelsh
  const isWelshMissing = wantedLanguage(req) === 'cy' && !hasWelsh
  const { lang: _, ...query } = req.query
  // Two slashes at the beginning would lead to another site.
  const here = req.path.replace(/^\/+/, '/')
  const inOther = (other: Language) => ({ language: other, href: withQuery(here, query, { lang: other }) })
  return {
    language,
    isWelshMissing,
    otherLanguage: isPage ? inOther(language === 'cy' ? 'en' : 'cy') : null,
    // A page that is in English alone: the way back for whoever wanted Welsh.
    backToEnglish: isWelshMissing && req.method === 'GET' ? inOther('en').href : null,
  }
}

type Render = (view: string, data?: object) => void

// An answer is rendered by the application's own function, whatever language was chosen for it before.
const plainRender = new WeakMap<Response, Render>()

/** Renders this answer in that language, where its template has it; English otherwise, and says so. */
function renderIn(req: Request, res: Response, language: Language): void {
  const render = plainRender.get(res) ?? (res.render.bind(res) as Render)
  plainRender.set(res, render)
  res.render = ((view: string, data: object = {}) => {
    const hasWelsh = isWelshView(view) && (language === 'cy' || isWelshPath(req.path))
    const shown = hasWelsh ? language : 'en'
    res.set('Content-Language', shown)
    // Feeds and files are the same for everybody; only pages differ.
    res.vary('Cookie, Accept-Language')
    Object.assign(res.locals, languageLocals(req, shown, hasWelsh))
    inLanguage(shown, () => render(view, data))
  }) as Response['render']
}

/**
 * Chooses the language of this answer. Runs once it is known who asks and once the body is read, since whatever reads
 * it forgets in which language it was asked.
 */
export const speakLanguage: RequestHandler = (req, res, next) => {
  const asked = languageNamed(req.query['lang'])
  if (asked) {
    keepLanguage(res, asked)
    if (!res.get('Cache-Control')) res.set('Cache-Control', 'private')
  }
  const language = isWelshPath(req.path) ? wantedLanguage(req) : 'en'
  renderIn(req, res, language)
  inLanguage(language, next)
}

/** Shows a refusal in the reader's language, wherever it happened. */
export function renderRefusal(req: Request, res: Response, data: object): void {
  renderIn(req, res, wantedLanguage(req))
  res.render('platform/error', data)
}
