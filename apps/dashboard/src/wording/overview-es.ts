import type { EN } from './overview-en.ts'

/** What the page says on the overview, in Spanish. */
export const ES: typeof EN = {
  environments: 'Entornos',
  noCurrent: 'ninguna',
  instead: 'bloqueada; las tabletas muestran',
  directive: 'Orden',
  alerts: 'Alertas activas',
  acknowledgedBy: 'atendida por',
  fleet: 'Tabletas',
  whyStuck: 'Por qué hay tabletas atascadas',
  reached: (there: string, count: string) => `${there} de ${count} tabletas la muestran`,
  history: 'Versiones que comunican las tabletas',
  chartLabel: 'Cuántas tabletas comunicaban cada versión. Ahora:',
  legend: 'Versiones del gráfico; pulse una para ocultarla',
  others: 'todas las demás',
  span: 'Período',
  spans: { '1h': '1 hora', '24h': '24 horas', '7d': '7 días', '30d': '30 días' },
  asTable: 'Lo mismo en una tabla',
  noHistory: 'En este tiempo aún se ha contado muy poco. Pruebe uno más corto, o vuelva a mirar en unos minutos.',
  latest: 'Qué ocurre',
  allEvents: 'Todos los eventos',
}
