// Starts a certified OpenID provider on the loopback interface: node server.js REDIRECT_URI
// Prints its address when it is ready. Every user agrees at once, except one whom login_hint=deny announces.
// It ends with its standard input, and after ten minutes in any case, so that no test leaves it behind.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { Provider } from 'oidc-provider';

const LIFETIME = 10 * 60 * 1000;
const [redirectUri] = process.argv.slice(2);
const common = {
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [redirectUri],
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { ...common, client_id: 'confidential', client_secret: 'not-a-secret', token_endpoint_auth_method: 'client_secret_basic' },
      { ...common, client_id: 'public', token_endpoint_auth_method: 'none' },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_ctx, interaction) => `/consent/${interaction.uid}` },
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    rotateRefreshToken: () => true,
    scopes: ['openid', 'offline_access', 'rest_webservices'],
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 60, RefreshToken: 86400, Session: 86400 },
  });

  async function consent(request, response) {
    const { params } = await provider.interactionDetails(request, response);
    if (params.login_hint === 'deny') {
      return provider.interactionFinished(request, response, { error: 'access_denied' });
    }
    const grant = new provider.Grant({ accountId: 'somebody', clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const result = { login: { accountId: 'somebody' }, consent: { grantId: await grant.save() } };
    return provider.interactionFinished(request, response, result);
  }

  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/consent/')) return answer(request, response);
    return consent(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  console.log(issuer);
});

process.stdin.on('end', () => process.exit());
process.stdin.resume();
setTimeout(() => process.exit(), LIFETIME).unref();
