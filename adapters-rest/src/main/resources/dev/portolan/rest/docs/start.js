// /docs shows our own API, /docs?dialect=zensearch that of a dialect.
const dialect = new URLSearchParams(window.location.search).get('dialect') ?? '';
window.SwaggerUIBundle({
  dom_id: '#reference',
  url: /^[a-z]+$/.test(dialect) ? `/openapi/${dialect}.yml` : '/openapi.yml',
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
});
