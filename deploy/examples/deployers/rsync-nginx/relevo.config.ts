import { defineConfig } from '@relevo/config'

/** A panel that nginx serves from a folder: the deploy command copies the release there and switches a link. */
export default defineConfig({
  environments: {
    production: {
      branches: ['main'],
      deployer: {
        kind: 'command',
        deploy: ['/srv/relevo/deployers/rsync-nginx/deploy.sh'],
        before: ['/srv/relevo/deployers/backup.sh'],
        timeout: 300,
        env: {
          PANEL_FROM: '/srv/builds',
          PANEL_TO: '/srv/panel',
          BACKUP_FROM: '/srv/panel/data',
          BACKUP_TO: '/srv/backups/panel',
        },
      },
      health: { delay: 5, targets: [{ http: 'http://localhost/index.html', must: true }] },
    },
  },
})
