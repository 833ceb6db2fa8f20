import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
} from 'govuk-frontend'
import { settle } from './kept-words.ts'
import { countWordsOurWay } from './word-count.ts'

/** What a page's part does in the browser: a file exports `start`, which gets the element that asked for it. */
export interface ClientModule {
  start: (element: HTMLElement) => void
}

// What pages ask for by data-module="…"; each is fetched only where it is asked for. One line for each part.
const modules: Record<string, () => Promise<ClientModule>> = {
  menu: () => import('./menu.ts'),
  facets: () => import('./facets.ts'),
  uploads: () => import('./uploads.client.ts'),
  'until-done': () => import('./until-done.client.ts'),
  categories: () => import('../organisations/categories.client.ts'),
  coach: () => import('../coaching/coach.client.ts'),
  weights: () => import('../challenges/weights.client.ts'),
  'matching-models': () => import('../matching/models.client.ts'),
  'home-ranking': () => import('../matching/home.client.ts'),
  ranking: () => import('../matching/matching.client.ts'),
  board: () => import('../matching/board.client.ts'),
  'try-weights': () => import('../matching/try-weights.client.ts'),
  clarifications: () => import('../clarifications/clarifications.client.ts'),
  'similar-questions': () => import('../clarifications/similar-questions.client.ts'),
  'live-session': () => import('../clarifications/session.client.ts'),
  'whole-life': () => import('../proposals/whole-life.client.ts'),
  quoting: () => import('../evaluation/quoting.client.ts'),
  talks: () => import('../groups/talks.client.ts'),
  desk: () => import('../moderation/desk.client.ts'),
  inbox: () => import('../notifications/inbox.client.ts'),
  unread: () => import('../notifications/notifications.client.ts'),
  copy: () => import('../publication/copy.client.ts'),
}

// Forms ask by attribute, since they may be the element of another module too.
const attributes: Record<string, () => Promise<ClientModule>> = {
  'data-autosave': () => import('./autosave.ts'),
  'data-confirm-leave': () => import('./leaving.ts'),
  'data-sent-again': () => import('./sent-again.ts'),
}

/** Starts what `root` and everything in it asks for; call it again for parts that arrive later. */
export function startModules(root: ParentNode = document): void {
  const scope = root instanceof Element ? { scope: root } : {}
  for (const component of [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    Radios,
    SkipLink,
  ]) {
    createAll(component, component === Button ? { preventDoubleClick: true } : undefined, scope)
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-module]')) {
    const load = modules[element.dataset['module'] ?? '']
    if (load) void load().then(({ start }) => start(element))
  }
  for (const [attribute, load] of Object.entries(attributes)) {
    for (const element of root.querySelectorAll<HTMLElement>(`[${attribute}]`)) {
      void load().then(({ start }) => start(element))
    }
  }
}

settle()
countWordsOurWay()
startModules()
