/**
 * The kiosk apps we know how to speak to. `wallpanel`: TheTimeWalker's and kmbrimble's WallPanel (`xyz.wallpanel.app`);
 * `wallpanel-pro`: WallPanel Pro (`xyz.wallpanel.pro`); `fully`: Fully Kiosk Browser; `freekiosk`: FreeKiosk; `generic`:
 * any other, of which nothing is known but that it shows the page.
 */
export const APPS = ['wallpanel', 'wallpanel-pro', 'fully', 'freekiosk', 'generic'] as const

export type App = (typeof APPS)[number]
