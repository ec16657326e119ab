import type { EN } from './ladder-en.ts'

/** The same in Spanish. */
export const ES: typeof EN = {
  rungs: {
    hint: 'se pidió a su página que buscara novedades',
    purge: 'se ordenó a su página olvidar lo guardado',
    eval: 'su aplicación de quiosco ejecutó la limpieza en la página',
    url: 'su aplicación de quiosco cargó la dirección de la aplicación',
    clearCache: 'su aplicación de quiosco vació la caché y cargó la dirección',
    restart: 'se reinició su aplicación de quiosco',
  },
  whys: {
    stale: 'en otra versión',
    stuck: 'atascada',
    silent: 'no se la oye, aunque su aplicación de quiosco está en línea',
    elsewhere: 'no se la oye, y su aplicación de quiosco muestra otra dirección',
  },
  reasons: {
    'page-silent': 'abra la aplicación de quiosco; si la pantalla sigue en blanco, reinicie el aparato',
    'page-elsewhere': 'mire qué muestra y corrija la dirección de inicio de su aplicación de quiosco',
    'stays-old': 'vuelva a cargar la página allí; busque un proxy o una caché que sirva la versión anterior',
    'stays-stuck': 'borre allí los datos del sitio de la aplicación',
    'engine-too-old': 'actualice allí el WebView o el navegador',
    'no-kiosk': 'vuelva a cargar la página allí; con su aplicación de quiosco vinculada podría hacerlo el servidor',
    'kiosk-offline': 'inicie allí la aplicación de quiosco y vea por qué perdió el bróker',
    'kiosk-unreachable': 'vea por qué la aplicación de quiosco no acepta órdenes, y cargue la página allí',
    'kiosk-cannot': 'vuelva a cargar la página allí; su aplicación de quiosco no admite nada que ayude',
    'budget-spent': 'mírela: se cae una y otra vez',
  },
  orders: { climb: 'recuperarla ya', stop: 'dejarla en paz', done: 'alguien estuvo allí' },
}
