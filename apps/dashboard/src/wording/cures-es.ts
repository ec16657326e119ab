import type { TabletCode } from '@relevo/core/errors'

/** What can be done about each code that a tablet reports, in Spanish; the English sentences are those of every program. */
export const CURES_ES: Record<TabletCode, string> = {
  network: 'Revise la red de la tableta; lo vuelve a intentar sola.',
  'server-error': 'Mire el registro del servidor; la tableta lo vuelve a intentar sola.',
  'file-missing': 'Publique la versión de nuevo; compruebe que se desplegaron todos sus archivos.',
  'file-corrupt':
    'Compruebe que ningún proxy, CDN o portal cautivo reescribe archivos; la tableta lo vuelve a intentar sola.',
  'manifest-invalid': 'Escríbalo con el complemento de Vite o con relevo manifest; el detalle nombra el primer fallo.',
  'no-space': 'Libere espacio en la tableta o publique una versión más pequeña.',
  'storage-unavailable':
    'Permita los datos del sitio para la app, o bórrelos una vez; hasta entonces la app se ejecuta desde la red.',
  'insecure-context':
    'Nada, si es a propósito: se actualiza recargando. Sirva la app por HTTPS con un certificado de confianza para que pueda volver atrás.',
  'worker-unavailable':
    'Mire el detalle: un certificado en el que la tableta no confía, o un script del worker que falta o no es JavaScript.',
  'worker-silent': 'Nada; la página vuelve a preguntarle. Si sigue así, recargue la tableta.',
  'switch-refused': 'Mire la historia de la tableta; publique una versión corregida o permita otro intento.',
  'reload-ignored': 'Actualice la app de quiosco, o recargue la tableta desde ella.',
  'reload-loop':
    'Compruebe que todas las réplicas y cachés sirven la versión que nombra version.json; la tableta lo reintenta en una hora.',
  incompatible:
    'Actualice el navegador o WebView de la tableta, o compile la versión para motores más antiguos; la tableta se queda donde está.',
  'boot-error': 'Corrija el error del detalle y publique otra versión; la tableta está de vuelta en la anterior.',
  'boot-script':
    'Compruebe que los scripts del detalle están desplegados y compilados para el motor de la tableta; vuelve atrás o lo reintenta.',
  'boot-blank': 'Compruebe que se muestra sin sus servidores; la tableta está de vuelta en la anterior.',
  'boot-timeout':
    'Compruebe que su script de entrada carga y que llama a notifyAppReady(); la tableta está de vuelta en la anterior.',
  'boot-attempts': 'Busque un bucle sin fin o una caída al arrancar; la tableta está de vuelta en la anterior.',
  'rolled-back-by-app': 'Nada, o publique una versión corregida.',
  blocked: 'Publique otra versión, o desbloquee esta.',
}
