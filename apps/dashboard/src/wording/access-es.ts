import type { EN } from './access-en.ts'
import { amount } from './units.ts'

/** What the page of access says, in Spanish. */
export const ES: typeof EN = {
  modes: {
    enrolled: {
      name: 'Solo se escucha a las tabletas dadas de alta.',
      means:
        'Cada una firma lo que comunica con un secreto propio. Quien no lo tiene recibe la aplicación igualmente, y no cambia nada.',
    },
    open: {
      name: 'El acceso está abierto.',
      means:
        'Cualquiera que llegue a este servidor puede hacerse pasar por una tableta, también por MQTT. Dé de alta sus tabletas y ponga después RELEVO_ACCESS=enrolled.',
    },
  },
  withSiteKey: 'Las tabletas nuevas que tienen la clave del sitio entran por sí solas.',
  withoutSiteKey: 'No hay clave del sitio: cada tableta entra con un código.',
  mqttPortIs: (port: string) => `MQTT para aplicaciones de quiosco: puerto ${port}.`,
  noMqttPort: 'Este servidor no ofrece un puerto MQTT propio; las páginas usan MQTT por /mqtt.',
  onlyAdmin: 'A su token le falta el permiso admin, que hace falta para esto.',
  letIn: 'Dar de alta tabletas',
  codesAre: 'Un código se escribe o se escanea en la tableta, vale poco tiempo y se muestra una sola vez.',
  forTablet: 'Para la tableta',
  forTabletHelp: 'Su id; vacío: cualquiera',
  badTablet: 'Un id se compone de letras, cifras, _ y -.',
  goodFor: 'Vale',
  lifetimes: { '600': '10 minutos', '3600': '1 hora', '14400': '4 horas', '86400': '1 día' },
  uses: 'Para cuántas tabletas',
  usesHelp: 'Cada una cuenta una vez',
  badUses: 'De 1 a 10 000.',
  makeCode: 'Crear un código',
  codeFor: (tablet: string | undefined) =>
    tablet === undefined ? 'Código para cualquier tableta' : `Código para ${tablet}`,
  qrLabel: 'Código QR de la dirección que da de alta la tableta',
  left: (time: string) => `Vale ${time} más`,
  over: 'Ha caducado.',
  scanIt: 'Escanéelo en la tableta, abra allí una vez la dirección, o escriba el código donde la aplicación lo pida.',
  launchUrl: 'Dirección que da de alta la tableta',
  done: 'Hecho',
  codeOnce: 'No se vuelve a mostrar. Detrás de la # no llega a ningún servidor ni registro.',
  codes: 'Códigos',
  noCodes: 'Ahora no vale ningún código.',
  anyTablet: 'cualquiera',
  used: 'Usado',
  usedOf: (used: string, uses: string) => `${used} de ${uses}`,
  timeLeft: 'Le queda',
  states: { good: 'vale', expired: 'caducado', 'used-up': 'usado', withdrawn: 'retirado' },
  madeBy: 'Creado por',
  withdraw: 'Retirar',
  withdrawOf: (id: string) => `Retirar el código ${id}`,
  showEnded: (count: number) => `Mostrar ${amount(count)} que ya no valen`,
  strangersTitle: (count: number) =>
    count === 0
      ? 'Quién llama'
      : count === 1
        ? '1 tableta llama a la puerta'
        : `${amount(count)} tabletas llaman a la puerta`,
  strangersAre: 'Tabletas que se presentan sin un secreto que valga: reciben la aplicación, y no se las escucha.',
  noStrangers: 'Nadie llama: desde que arrancó este servidor no se presentó ninguna tableta desconocida.',
  knocked: (count: number, at: string) =>
    count === 1 ? `una vez, a las ${at}` : `${amount(count)} veces, la última a las ${at}`,
  hadSecret: 'su secreto ya no vale',
  codeForIt: 'Crear un código',
  codeOf: (tablet: string) => `Crear un código para ${tablet}`,
  credentials: 'Credenciales',
  credentialsAre:
    'Con qué entran tabletas, aplicaciones de quiosco y servicios. Cada una vale solo para sus propios temas; el secreto no se guarda en ninguna parte.',
  filterLabel: 'Filtro',
  exactName: 'De quién, exactamente',
  kind: 'Tipo',
  kinds: { tablet: 'tableta', kiosk: 'quiosco', service: 'servicio' },
  state: 'Estado',
  credentialStates: { active: 'vale', revoked: 'revocada' },
  noCredentials: 'No hay ninguna.',
  whose: 'De quién',
  user: 'Usuario',
  lastUsed: 'Último uso',
  neverUsed: 'nunca',
  revokedAt: (at: string) => `revocada ${at}`,
  revoke: 'Revocar…',
  revokeOf: (kind: string, name: string) => `Revocar la de: ${kind} ${name}`,
  revokeTitle: (kind: string, name: string) => `¿Revocar la credencial de: ${kind} ${name}?`,
  revokeMeans: {
    tablet:
      'Sus conexiones se cortan en el acto y no se escucha nada de lo que comunique: llama a la puerta y muestra la aplicación como para cualquiera, hasta que se la dé de alta de nuevo.',
    kiosk:
      'Su conexión con el bróker se corta en el acto: no oye órdenes ni cuenta nada, hasta que se escriba una contraseña nueva en la aplicación.',
    service:
      'Su conexión con el bróker se corta en el acto: no lee ni escribe nada más, hasta que tenga una contraseña nueva.',
  },
  revokeUsed: (at: string) => `Se usó por última vez hacia ${at}.`,
  revokeUnused: 'No se usó nunca.',
  doRevoke: 'Revocar',
  newCredential: 'Credencial nueva para un quiosco o un servicio',
  kindHelp: {
    kiosk: 'WallPanel, Fully Kiosk, FreeKiosk: sus propios temas',
    service: 'como Home Assistant: lee todo, escribe lo suyo',
  },
  kioskId: 'Id del quiosco',
  kioskIdHelp: 'Como en su página, en Quioscos',
  serviceName: 'Nombre del servicio',
  serviceNameHelp: 'por ejemplo home-assistant',
  badName: 'Un nombre se compone de letras, cifras, _ y -.',
  replace: 'Ocupar el lugar de la que está en vigor',
  makeCredential: 'Crear la credencial',
  secretOf: (kind: string, name: string) => `Contraseña de: ${kind} ${name}`,
  shownOnce: 'Se muestra ahora y nunca más. Escriba esto en la aplicación:',
  broker: 'Bróker (host)',
  port: 'Puerto',
  noPort: 'ninguno: este servidor no ofrece MQTT por TCP',
  gotIt: 'La he guardado',
  settingsOf: {
    kiosk:
      'En WallPanel: Settings → MQTT; deje TLS apagado salvo que un proxy lo termine, y acabe el tema base en /. docs/kiosks tiene una página para cada aplicación.',
    service: 'Para Home Assistant: Ajustes → Dispositivos y servicios → MQTT. Lo demás está en docs/home-assistant.md.',
  },
}
