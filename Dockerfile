# syntax=docker/dockerfile:1
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts

FROM packages AS built
COPY . .
RUN node bin/build.js && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=built /app/package.json /app/LICENSE ./
COPY --from=built /app/node_modules node_modules
COPY --from=built /app/dist dist
COPY --from=built /app/client client
COPY --from=built /app/data data
COPY --from=built /app/tests/bench/data tests/bench/data
COPY --from=built /app/shared/platform/features.json shared/platform/features.json
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=4s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/live').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
