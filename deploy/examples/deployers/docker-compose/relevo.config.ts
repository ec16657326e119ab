import { defineConfig } from '@relevo/config'

/** A panel in containers: CI pushes an image tagged with the version, the deploy command pulls and starts it. */
export default defineConfig({
  environments: {
    production: {
      branches: ['main'],
      deployer: {
        kind: 'command',
        deploy: ['/srv/relevo/deployers/docker-compose/deploy.sh'],
        timeout: 600,
        env: { COMPOSE_FOLDER: '/srv/panel' },
      },
      health: {
        delay: 10,
        targets: [
          { http: 'http://localhost:8080/', must: true },
          { tcp: 'localhost:8080', must: false },
        ],
      },
    },
  },
})
