/** The files that the page is made of. */

export const pageNames = ['page.html', 'page.js', 'page.css', 'page.svg'] as const

export type PageBundle = Readonly<Record<(typeof pageNames)[number], Uint8Array>>
