import type { HelpTopic } from './help-topic.ts'

/** What suppliers ask. */
export const forSuppliers: HelpTopic[] = [
  {
    id: 'claim-a-profile',
    group: 'supplier',
    title: 'Claim your firm’s profile',
    paragraphs: [
      'Look for your firm in the directory: we may know it from public award records. Open its page and claim it: a broker checks the claim, and sees whether your e-mail address has the domain that was on file for the firm.',
      'Not there? Register the firm, and a broker confirms it.',
    ],
    links: [
      { href: '/suppliers', text: 'The directory' },
      { href: '/organisation/new', text: 'Register a supplier that is not there' },
    ],
    otherWords: 'company business listing register join owner',
  },
  {
    id: 'matches',
    group: 'supplier',
    title: 'Why you were matched, or were not',
    paragraphs: [
      'When a challenge is published, every supplier in the directory is ranked for it, from the words, categories, regions and track record of its profile. Your match shows which of these carried it. A fuller profile is found more often.',
      'A match only tells you of a challenge. Whoever was not matched may read, ask and propose just the same.',
    ],
    links: [{ href: '/your-matches', text: 'Your matches' }],
    otherWords: 'matching ranking score recommended alerts not matched profile',
  },
  {
    id: 'searches',
    group: 'supplier',
    title: 'Hear of challenges by your own words',
    paragraphs: [
      'Search the challenges, then keep the search: we tell you when another challenge fits it. The same list can be read by a feed reader without an account.',
    ],
    links: [
      { href: '/challenges', text: 'Search the challenges' },
      { href: '/your-searches', text: 'Your searches' },
    ],
    otherWords: 'saved search alert feed atom rss keyword opportunities tenders',
  },
  {
    id: 'ask',
    group: 'supplier',
    title: 'Ask a question without giving your idea away',
    paragraphs: [
      'Ask on the challenge’s page until its deadline for questions. Nobody but the brokers sees who asks; everybody else sees a letter, drawn anew for each challenge. The answer goes to everybody at the same moment.',
      'Where parts of a question are confidential, say so and why: then only the brokers read it. They propose words for everybody, and nothing is asked before you agree. Nothing is ever answered to one supplier alone.',
    ],
    links: [{ href: '/challenges', text: 'Find the challenge' }],
    otherWords: 'clarification anonymous question private confidential secret intellectual property letter',
  },
  {
    id: 'propose',
    group: 'supplier',
    title: 'Submit a proposal, change it or withdraw it',
    paragraphs: [
      'Open the challenge and begin a proposal. The draft saves itself. Until the deadline you may submit again or withdraw; the last that you submitted counts.',
      'A proposal is sealed when you submit it. Neither the authority nor a broker can read it before the deadline. Each submission gives you a receipt, which anybody can check.',
    ],
    links: [
      { href: '/your-proposals', text: 'Your proposals' },
      { href: '/verify-receipt', text: 'Check a receipt' },
    ],
    otherWords: 'bid tender response send sealed receipt replace upload files deadline',
  },
  {
    id: 'together',
    group: 'supplier',
    title: 'Propose together with other firms',
    paragraphs: [
      'The lead invites partners from the proposal’s page, and each agrees before it is submitted. Looking for a partner? Each challenge has a board where firms that want one say so.',
    ],
    links: [{ href: '/your-proposals', text: 'Your proposals' }],
    otherWords: 'consortium partner joint subcontract team',
  },
  {
    id: 'after-the-award',
    group: 'supplier',
    title: 'Say what came of your contract',
    paragraphs: [
      'A contract has a page for its pilot: both sides record readings, milestones and what was learnt. After three, six and twelve months we ask you for a page: investment that followed, research and jobs. You alone read these figures, and they are counted only if you say so.',
      'A case study is drafted from it and goes public once you and the authority agree to its words.',
    ],
    links: [{ href: '/your-proposals', text: 'Your proposals' }],
    otherWords:
      'pilot result results outcome reading milestone review investment jobs research case study contract award won',
  },
]
