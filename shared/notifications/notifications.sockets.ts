/** To one person: how many notices they have not read, as `{ unread }`. */
export const unreadChanged = 'notifications:unread'
