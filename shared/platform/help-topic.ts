/** One thing that people ask how to do. */
export interface HelpTopic {
  /** Its place below `/help`. */
  id: string
  /** Whom it is for; `all` for everybody. */
  group: 'all' | 'supplier' | 'authority'
  title: string
  paragraphs: string[]
  links: { href: string; text: string }[]
  /** What people call it besides, for the search. */
  otherWords: string
}
