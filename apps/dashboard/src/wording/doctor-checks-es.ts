const NO_CACHE =
  'Haga que el proxy o la CDN lo pase sin guardarlo: Cache-Control: no-cache para esa ruta, sin regla propia.'

/** What each check of the doctor is about, what comes of it and what is to be done, in Spanish. */
export const CHECKS_ES: Record<string, { name: string; why: string; do: string }> = {
  'open-access': {
    name: 'Cualquiera puede hacerse pasar por una tableta',
    why: 'Quien esté en la red puede comunicar en nombre de una tableta, y llenar la flota de tabletas que no existen.',
    do: 'Dé de alta las tabletas y ponga después RELEVO_ACCESS=enrolled.',
  },
  strangers: {
    name: 'Tabletas sin dar de alta',
    why: 'Reciben la aplicación, y nada de lo que comunican se escucha: no están en ninguna lista ni participan en ningún despliegue.',
    do: 'Délas de alta: con un código desde Acceso o con `relevo enrol-code`, o con la clave del sitio en la aplicación.',
  },
  'mqtt-port': {
    name: 'Algo que no es MQTT en el puerto MQTT',
    why: 'Nunca entra, y lo intenta para siempre. El interruptor TLS de WallPanel solo hace obligatorios usuario y contraseña; WallPanel Pro sí empieza TLS.',
    do: 'Apague TLS en la aplicación, o dele el puerto de un proxy que termine TLS; las páginas usan el puerto HTTP, con /mqtt.',
  },
  'mqtt-version': {
    name: 'Una versión de MQTT que aquí no se habla',
    why: 'WallPanel habla MQTT 5 salvo que se elija 3.1.1, y Home Assistant abandona 3.1.1; un bróker sin MQTT 5 no deja entrar a ninguno.',
    do: 'Elija MQTT 3.1.1 en la aplicación, o actualice el bróker a uno que hable MQTT 5 (Mosquitto 1.6 o posterior).',
  },
  'mqtt-login': {
    name: 'Rechazado por usuario o contraseña',
    why: 'Una página vuelve a preguntar cada poco; una aplicación de quiosco no oye órdenes.',
    do: 'Dé de alta el dispositivo otra vez, o corrija usuario y contraseña en la aplicación.',
  },
  'mqtt-rights': {
    name: 'Temas que no son suyos',
    why: 'Se le corta, o no oye nada: su tema base es otro que el de su credencial, o no se conoce ninguno.',
    do: 'Corrija el tema base en la aplicación, o cree una credencial para el que tiene.',
  },
  'same-id': {
    name: 'Dos dispositivos con el mismo id de cliente o tema base',
    why: 'Se echan el uno al otro, y lo que se ordena a uno lo hace el otro, o los dos. Todo WallPanel viene con el mismo tema base.',
    do: 'Dé a cada dispositivo un id de cliente propio, y en WallPanel un tema base propio.',
  },
  'mqtt-rules': {
    name: 'Un cliente que incumple las reglas de MQTT',
    why: 'Se le corta, y lo que se le envió se pierde.',
    do: 'Actualice la aplicación; si continúa, comuníquelo a su fabricante con el detalle.',
  },
  'mqtt-pace': {
    name: 'Un cliente que no da abasto',
    why: 'Los avisos le llegan tarde o nunca; su página pregunta igualmente.',
    do: 'Mire si el dispositivo duerme o si su Wi-Fi es débil. Si todos se conectan a la vez, mire la red entre ellos.',
  },
  'same-tablet': {
    name: 'Dos dispositivos que se presentan como una tableta',
    why: 'Se turnan en la lista, cuentan como una en las oleadas, y lo que se decide de una les pasa a las dos. Suele ser una dirección inicial copiada.',
    do: 'Dé a cada dispositivo un id propio: otro `?tablet=` en su dirección inicial.',
  },
  'site-broker': {
    name: 'El bróker del sitio',
    why: 'Por él van los avisos, las órdenes a los quioscos y Home Assistant; las páginas preguntan igualmente.',
    do: 'Arregle lo que dice el mensaje: dirección, usuario, certificado, o los derechos del usuario de este servidor en las ACL del bróker.',
  },
  'base-topic': {
    name: 'Temas base de las aplicaciones de quiosco',
    why: 'Las aplicaciones ponen el tema base tal cual delante de sus temas: con `wallpanel/hall` se oye `wallpanel/hallcommand`, y nunca una orden.',
    do: 'Acabe el tema base en `/` en la aplicación, y dé a cada dispositivo uno propio, como wallpanel/hall/.',
  },
  'kiosk-link': {
    name: 'Aplicaciones de quiosco y sus tabletas',
    why: 'Nada se puede hacer por una página colgada: una orden no llega a nadie, o llega a la pared equivocada.',
    do: 'Incorpórela y enlácela en Quioscos, o con `relevo kiosk link`; o ponga `?tablet=<id>` en su dirección inicial.',
  },
  'kiosk-reach': {
    name: 'Aplicaciones de quiosco que no responden',
    why: 'Se les pregunta por su interfaz REST, que viene apagada, tiene contraseña, o no se alcanza desde aquí.',
    do: 'Encienda la interfaz en la aplicación, y anote su dirección y contraseña en el quiosco.',
  },
  'silent-page': {
    name: 'Aplicación en línea, página callada',
    why: '«En línea» dice que la aplicación está conectada. Su página puede estar en blanco: WallPanel no crea otro WebView cuando Android terminó uno.',
    do: 'Reinicie la aplicación: con `restart` donde se pueda, si no en la tableta. Hágala aplicación de inicio, para que Android no la termine.',
  },
  'launch-url': {
    name: 'Direcciones iniciales de las aplicaciones de quiosco',
    why: 'Sale de la página por sí sola en mitad de lo que sea, y `relaunch` no la devuelve.',
    do: 'Ponga una sola dirección en la aplicación.',
  },
  'secure-context': {
    name: 'Tabletas que muestran la aplicación por http',
    why: 'En `http://192.168.…` un navegador no tiene service worker: no se guardan versiones, nada funciona sin red, y una versión que no arranca no se retira en la tableta.',
    do: 'Dé al servidor un nombre con un certificado en que confíen las tabletas, y ponga esa dirección https en la aplicación de quiosco. Las actualizaciones por recarga funcionan igualmente.',
  },
  worker: {
    name: 'Service workers que no se pueden registrar',
    why: 'Una aplicación de quiosco muestra la página con un certificado propio, y el worker se rechaza igualmente. Otras razones: `sw.js` no se sirve, o se sirve como otro tipo.',
    do: 'Use un certificado de una autoridad pública (Let’s Encrypt por DNS vale también en una casa); uno privado ha de estar en el almacén del sistema.',
  },
  storage: {
    name: 'Tabletas que no pueden guardar versiones',
    why: 'Vuelven a recargar desde la red.',
    do: 'Libere espacio en la tableta; permita los datos del sitio en la aplicación, y que no se borren al salir.',
  },
  webview: {
    name: 'WebViews demasiado antiguos',
    why: 'La versión no arranca allí, y la tableta se queda en la anterior, o vuelve a ella.',
    do: 'Actualice «Android System WebView» en la tableta, o compile para motores más antiguos (docs/engines.md).',
  },
  certificate: {
    name: 'El certificado',
    why: 'Con un certificado propio la página se ve en una aplicación de quiosco, pero no se registra el service worker; con uno caducado no se ve nada.',
    do: 'Use un certificado de una autoridad pública, y que se renueve solo.',
  },
  proxy: {
    name: 'El proxy de delante',
    why: 'Todas las tabletas parecen estar en una sola dirección: comparten lo que puede hacer una, y no se distinguen por dónde están.',
    do: 'Si es suyo, añádalo a RELEVO_TRUST_PROXY (docs/operate.md, «Behind a proxy»).',
  },
  'version-json': {
    name: 'version.json',
    why: 'Las tabletas preguntan allí qué mostrar: si viene de una caché, se enteran tarde de una versión, o nunca.',
    do: NO_CACHE,
  },
  'worker-script': {
    name: 'El script del service worker',
    why: 'El navegador lo pide para enterarse de uno nuevo; desde una caché, el antiguo vive hasta un día más.',
    do: NO_CACHE,
  },
  page: {
    name: 'La página misma',
    why: 'Una página antigua pide archivos de su tiempo: donde ya no están, se queda en blanco.',
    do: NO_CACHE,
  },
}
