/** A reader of a notice board asks to hear when somebody writes. */
export const watchBoard = 'groups:watch'
/** Somebody wrote; the page fetches what it may see. */
export const boardPosted = 'groups:posted'
/** All who have the board of a group open. */
export const boardAudience = (groupId: string): string => `group:${groupId}`
