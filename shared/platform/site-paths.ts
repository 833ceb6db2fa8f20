/** Pages that say the same to everybody, without data. */
export const plainPaths: readonly string[] = [
  '/about',
  '/how-it-works',
  '/for-authorities',
  '/for-suppliers',
  '/for-brokers',
  '/accessibility',
  '/privacy',
  '/cookies',
]
