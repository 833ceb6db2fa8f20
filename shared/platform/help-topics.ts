import type { HelpTopic } from './help-topic.ts'
import { forAuthorities } from './help-topics.authorities.ts'
import { forSuppliers } from './help-topics.suppliers.ts'

const forAll: HelpTopic[] = [
  {
    id: 'account',
    group: 'all',
    title: 'Make an account',
    paragraphs: [
      'You need none to read. Register with your name, your work e-mail address and a password of 10 characters or more. We send a link that works for 24 hours; open it and type the password again.',
      'If no e-mail comes, look among unwanted mail, then register again with the same address: a new link comes.',
    ],
    links: [{ href: '/register', text: 'Register' }],
    otherWords: 'sign up create log in login join confirm verification mail',
  },
  {
    id: 'sign-in',
    group: 'all',
    title: 'You cannot sign in',
    paragraphs: [
      'Have a link sent by which you choose another password. For your safety the answer is the same whether an address has an account or not, and all your tokens for programs stop working when you use the link.',
      'After ten wrong passwords in a quarter of an hour we ask you to wait. You are signed out after two hours without use, and twelve hours after you signed in.',
    ],
    links: [{ href: '/forgotten-password', text: 'Choose another password' }],
    otherWords: 'forgot forgotten reset password locked out log in login session expired timeout',
  },
  {
    id: 'e-mails',
    group: 'all',
    title: 'Get fewer e-mails, or other ones',
    paragraphs: [
      'For each kind of news you choose whether it comes by e-mail at once, in one e-mail with everything, or only to your inbox here. Each e-mail that is not about your account has a link that ends its kind with one click.',
    ],
    links: [{ href: '/account/notifications', text: 'Choose what you are told' }],
    otherWords: 'notifications unsubscribe digest settings preferences spam mail mute',
  },
  {
    id: 'deadlines',
    group: 'all',
    title: 'How deadlines work',
    paragraphs: [
      'A deadline is one instant, shown in the time of London. Our clock decides: what comes a moment after it is late, and the page says so. A deadline moves only by an extension that is told to everybody before it.',
      'Each challenge offers its dates for your calendar, and your account has an address for all of yours.',
    ],
    links: [{ href: '/account/calendar', text: 'Put your dates into your calendar' }],
    otherWords: 'late closing date time zone extension calendar ics',
  },
  {
    id: 'programs',
    group: 'all',
    title: 'Use Foothold from a program',
    paragraphs: [
      'What a person can do in a page a program can do through the API, with the same permissions. Make a token on your account page. Open data need no account.',
    ],
    links: [
      { href: '/api', text: 'The API' },
      { href: '/open-data', text: 'Open data' },
    ],
    otherWords: 'api token developer json ocds webhook integration export',
  },
  {
    id: 'library',
    group: 'all',
    title: 'Find what others have learnt',
    paragraphs: [
      'The library has articles, reports, guides, templates and case studies, to search and to narrow by the step of a procurement, its route, sector or place. Case studies that say “measured” come from pilots here: both sides agreed to their words.',
      'What people say that procurement policy does not allow has a page for each objection: what the law says, what others did, and whom to ask.',
    ],
    links: [
      { href: '/resources', text: 'The library' },
      { href: '/resources/objections', text: 'What is said not to be allowed' },
    ],
    otherWords:
      'resource resources article podcast report guide template case study studies example myth objection',
  },
  {
    id: 'evidence',
    group: 'all',
    title: 'See what worked',
    paragraphs: [
      'The evidence counts what happened here, beside what public record says of all awards. Choose an authority, a region, a category or a year; every figure leads to the records behind it, and each drawing has a table and a file.',
      'What few would tell of one supplier is not shown. How each figure is reckoned stands on a page of its own.',
    ],
    links: [
      { href: '/evidence', text: 'The evidence' },
      { href: '/evidence/method', text: 'How the figures are reckoned' },
    ],
    otherWords:
      'statistics figures chart dashboard numbers spend spending award data report results outcome investment jobs',
  },
  {
    id: 'welsh',
    group: 'all',
    title: 'Read Foothold in Welsh',
    paragraphs: [
      'Choose Cymraeg at the top of a page. The front pages, the library and a supplier’s way to its feedback are in Welsh; where a page is not, it says so. Your account keeps the language in which we write to you.',
    ],
    links: [{ href: '/account/language', text: 'Choose the language of your e-mails' }],
    otherWords: 'welsh cymraeg language translation wales bilingual',
  },
]

/** All that is explained, for everybody first. */
export const helpTopics: readonly HelpTopic[] = [...forAll, ...forSuppliers, ...forAuthorities]
