/**
 * The part of the Compose specification's schema that docker-compose.yml uses, written after
 * https://github.com/compose-spec/compose-spec/blob/main/spec.md. Names not listed are refused.
 */
const words = { type: 'array', items: { type: 'string' } }
const command = { oneOf: [{ type: 'string' }, words, { type: 'null' }] }
const duration = { type: 'string', pattern: '^(\\d+(us|ms|s|m|h))+$' }

const healthcheck = {
  type: 'object',
  additionalProperties: false,
  properties: {
    disable: { type: 'boolean' },
    test: { oneOf: [{ type: 'string' }, { ...words, minItems: 1 }] },
    interval: duration,
    timeout: duration,
    start_period: duration,
    start_interval: duration,
    retries: { type: 'integer', minimum: 1 },
  },
}

const dependsOn = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['condition'],
    properties: {
      condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] },
      restart: { type: 'boolean' },
      required: { type: 'boolean' },
    },
  },
}

const service = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['image'] }, { required: ['build'] }],
  properties: {
    build: { oneOf: [{ type: 'string' }, { type: 'object' }] },
    image: { type: 'string', pattern: '^[a-z0-9./_-]+(:[\\w.-]+)?$' },
    command,
    entrypoint: command,
    environment: {
      type: 'object',
      patternProperties: { '^[A-Z_]+$': { type: ['string', 'number', 'boolean', 'null'] } },
      additionalProperties: false,
    },
    ports: {
      ...words,
      items: { type: 'string', pattern: '^(\\$\\{[A-Z_]+:-[\\d-]+\\}|\\d+):\\d+(/(tcp|udp))?$' },
    },
    volumes: { ...words, items: { type: 'string', pattern: '^[\\w./-]+:/[\\w/.-]*(:ro|:rw)?$' } },
    depends_on: { oneOf: [words, dependsOn] },
    healthcheck,
    init: { type: 'boolean' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    stop_grace_period: duration,
    container_name: { type: 'string' },
    networks: { oneOf: [words, { type: 'object' }] },
    user: { type: 'string' },
    read_only: { type: 'boolean' },
    deploy: { type: 'object' },
  },
}

const named = (schema: object) => ({
  type: 'object',
  patternProperties: { '^[a-zA-Z0-9._-]+$': schema },
  additionalProperties: false,
})

export const composeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['services'],
  patternProperties: { '^x-': {} },
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: named(service),
    volumes: named({ type: ['object', 'null'] }),
    networks: named({ type: ['object', 'null'] }),
  },
}
