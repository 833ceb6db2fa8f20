import { plainPaths } from '../../shared/platform/site-paths.ts'

/** Addresses whose pages are in Welsh; what begins with a colon is any one part of an address. */
export const welshPaths: readonly string[] = [
  '/',
  ...plainPaths,
  '/contact',
  '/help',
  '/help/:id',
  '/status',
  '/terms',
  '/terms/accept',
  '/terms/:version',
  '/register',
  '/register/check-your-email',
  '/verify-email/:token',
  '/sign-in',
  '/forgotten-password',
  '/forgotten-password/check-your-email',
  '/reset-password/:token',
  '/change-email/:token',
  '/account',
  '/account/name',
  '/account/email',
  '/account/password',
  '/account/language',
  '/account/organisation',
  '/account/notifications',
  '/suppliers',
  '/suppliers/:id',
  '/authorities/:code',
  '/organisations/:id/claim',
  '/organisation',
  '/organisation/new',
  '/organisation/name',
  '/organisation/verification',
  '/organisation/invitations',
  '/organisation/profile',
  '/organisation/profile/:section',
  '/organisation/profile/case-studies/:place',
  '/resources',
  '/resources/:slug',
  '/challenges',
  '/challenges/:id',
  '/problems',
  '/engagements',
  '/engagements/:id',
  '/engagements/:id/register',
  '/challenges/:id/questions',
  '/challenges/:id/questions/newer',
  '/challenges/:id/questions/similar',
  '/challenges/:id/questions/ask',
  '/your-matches',
  '/matches/:id/not-for-me',
  '/your-proposals',
  '/challenges/:id/proposals',
  '/proposals/:id',
  '/proposals/:id/edit',
  '/proposals/:id/files',
  '/proposals/:id/check',
  '/proposals/:id/submit',
  '/proposals/:id/receipt',
  '/proposals/:id/withdraw',
  '/proposals/:id/submitted/:version',
  '/proposals/:id/feedback',
  '/proposals/:id/feedback/question',
  '/inbox',
]

/** Addresses of the same shape as one above whose pages are in English. */
const englishPaths: ReadonlySet<string> = new Set([
  '/challenges/new',
  '/resources/new',
  '/resources/links',
  '/resources/objections',
])

/** The templates of those pages: what they include and extend is in Welsh as well. */
export const welshViews: readonly string[] = [
  ...plainPaths.map((path) => `platform${path}`),
  ...['home', 'contact', 'help', 'help-topic', 'error'].map((name) => `platform/${name}`),
  'operations/status',
  ...['terms', 'terms-accept', 'register', 'check-your-email', 'verify-email', 'link-over'].map(
    (name) => `identity/${name}`,
  ),
  ...['sign-in', 'forgotten-password', 'reset-sent', 'reset-password', 'confirm-email'].map(
    (name) => `identity/${name}`,
  ),
  ...['account', 'change-name', 'change-email', 'change-password', 'change-language'].map(
    (name) => `identity/${name}`,
  ),
  'identity/choose-organisation',
  ...['directory', 'supplier', 'authority', 'claim', 'start', 'register', 'organisation', 'profile'].map(
    (name) => `organisations/${name}`,
  ),
  ...['about', 'accreditations', 'case-studies', 'case-study', 'categories', 'company', 'contact'].map(
    (name) => `organisations/profile-${name}`,
  ),
  ...['links', 'maturity', 'regions', 'size', 'section'].map((name) => `organisations/profile-${name}`),
  'resources/list',
  'resources/show',
  'challenges/list',
  'challenges/show',
  'challenges/problems',
  ...['log', 'newer', 'similar', 'ask'].map((name) => `clarifications/${name}`),
  'matching/yours',
  'matching/not-for-me',
  ...['list', 'show', 'edit', 'files', 'check', 'receipt', 'withdraw'].map((name) => `proposals/${name}`),
  'evaluation/own-feedback',
  'groups/engagements',
  'groups/engagement',
  'notifications/inbox',
  'notifications/preferences',
]

/** What rooms show on those pages. */
export const welshFragments: readonly string[] = [
  'clarifications/session-list',
  'clarifications/fragment',
  'matching/why-fragment',
  'matching/ranking-fragment',
  'proposals/fragment',
  'evaluation/settings-fragment',
  'evaluation/fragment',
  'evaluation/questions-fragment',
  'evaluation/feedback-fragment',
  'outcomes/fragment',
  'outcomes/supplier-fragment',
  'outcomes/resource-fragment',
  'evidence/challenges-fragment',
  'evidence/fragment',
  'groups/challenge-link',
  'groups/problems-tools',
  'publication/challenge-fragment',
  'notifications/mute-button',
  'notifications/reach-warning',
]

/** Templates of e-mails, which are written in the language of whoever gets them. */
export const welshMails: readonly string[] = [
  'identity/account-mail',
  ...['digest', 'digest-text', 'notice', 'notice-text'].map((name) => `notifications/mail/${name}`),
]

const shapes = welshPaths.map((path) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`))
const views = new Set(welshViews)

/** True for an address whose page is in Welsh. */
export const isWelshPath = (path: string): boolean =>
  !englishPaths.has(path) && shapes.some((shape) => shape.test(path))

/** True for a template that is in Welsh. */
export const isWelshView = (view: string): boolean => views.has(view)
