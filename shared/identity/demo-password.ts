/** What every invented person of a demonstration types to sign in. */
export const demoPassword = 'a demonstration only'
