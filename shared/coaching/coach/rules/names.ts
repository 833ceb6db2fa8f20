import { act, type SentenceRule } from '../rule.ts'
import { findBrands } from './brands.ts'
import { findStandards } from './standards.ts'

// Brands and standards: allowed where the law lets them be, and nearly always with two words beside them.

const withEquivalent = (quote: string): string => `${quote} or equivalent`

export const nameRules: SentenceRule[] = [
  {
    id: 'brand-named',
    scope: 'sentence',
    family: 'requirements',
    title: 'This names a product',
    binds: 'above',
    source: act('s.56(6)'),
    problem: 'A brand, maker or product is named without “or equivalent”.',
    why: 'Only those who sell that brand can answer, where another may do as well or better.',
    instead: 'Say what it must do. If there is no other way to describe it, add “or equivalent”.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 12, readiness: 2 },
    notIn: ['title', 'context', 'dataAvailable'],
    find: findBrands,
    rewrite: withEquivalent,
    examples: {
      found: [
        '1 x JCB mini excavator.',
        'Supply of Microsoft 365 licences.',
        'We want Vivacity counters at ten junctions.',
        'Purchase of SmartLog licences.',
        'We need parts that are compatible with ThermoPro heaters.',
        'The pumps shall be manufactured by Bergvall.',
        'Supply of licences for the KX420 devices.',
        'Supply and maintenance of Kyocera copiers.',
      ],
      passed: [
        'Maintenance of our Ricoh copiers.',
        'Microsoft 365 licences or equivalent.',
        'We want to replace our Civica system.',
        'Drivers must have a driving licence.',
        'Reply through the Oracle portal.',
        'Support and maintenance for the Idox system.',
        'Knowledge of AutoCAD is an advantage.',
        'Supply of JCB excavators, or other approved.',
        'We need printers in Preston libraries and at Blackburn Council.',
        'The contract was awarded to Siemens Limited.',
      ],
    },
  },
  {
    id: 'standard-without-equivalent',
    scope: 'sentence',
    family: 'requirements',
    title: 'This standard has no “or equivalent”',
    binds: 'above',
    source: act('s.56(5)'),
    problem: 'A standard, certificate or scheme is demanded without “or equivalent”.',
    why: 'Firms that meet it in another way are shut out, small and new ones first.',
    instead:
      'Add “or equivalent”, and say what the standard is there to make sure of. Leave it as it is where a law demands this very registration or check.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 6, readiness: 2 },
    notIn: ['context', 'dataAvailable'],
    find: findStandards,
    rewrite: withEquivalent,
    examples: {
      found: [
        'Suppliers must be accredited to ISO 9001.',
        'All work to BS EN 1176.',
        'The contractor shall be a member of CHAS.',
        'You must hold Cyber Essentials.',
        'Installers must be members of the Property Care Association.',
        'All drivers shall be ABCD registered.',
        'The pitch must comply with Sport England Technical Standards.',
        'Trainers must hold a Level 3 Award in Education.',
        'Bidders must hold the following licences and memberships.',
        'You must hold ISO 9001 or equivalent, and be registered with the Care Inspectorate.',
      ],
      passed: [
        'ISO 9001 (or equivalent).',
        'The laboratory is accredited to ISO 17043.',
        'Standards are kept high.',
        'BS EN 1176 or equivalent applies.',
        'Suppliers must be VAT registered.',
        'The system must comply with the Equality Act 2010.',
        'The service is not a registered care service.',
        'ISO 9001, ISO 14001 or equivalent must be held.',
        'All work shall meet high standards.',
      ],
    },
  },
]
