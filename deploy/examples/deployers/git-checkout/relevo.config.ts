import { defineConfig } from '@relevo/config'

/** A service that runs from a clone: the deploy command checks the release's commit out and restarts the service. */
export default defineConfig({
  environments: {
    production: {
      branches: ['main'],
      deployer: {
        kind: 'command',
        deploy: ['/srv/relevo/deployers/git-checkout/deploy.sh'],
        timeout: 600,
        env: { APP_FOLDER: '/srv/app', APP_SERVICE: 'app.service', APP_BUILD: '/srv/app/build.sh' },
      },
      health: { delay: 10, targets: [{ http: 'http://localhost:3000/health', must: true }] },
    },
  },
})
