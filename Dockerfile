# One image for every process of ours: which one it is, its command says.
FROM python:3.11.17-slim-trixie AS build
WORKDIR /guomen
COPY pyproject.toml requirements.lock ./
# The lock's own paragraph about uv, so that even the installer is checked by hash.
RUN awk '/^[^ ]/ { found = /^uv==/ } found' requirements.lock > uv.lock \
    && pip install --no-cache-dir --require-hashes --no-deps -r uv.lock \
    && python -m venv /venv \
    && uv pip install --no-cache --python /venv/bin/python --require-hashes \
        --constraint requirements.lock --requirement pyproject.toml

FROM python:3.11.17-slim-trixie
RUN useradd --uid 10001 --no-create-home guomen \
    && install --directory --owner guomen /var/lib/guomen
COPY --from=build /venv /venv
COPY . /guomen
WORKDIR /guomen
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    GUOMEN_DATA=/var/lib/guomen GUOMEN_LOG_FORMAT=json GUOMEN_READY_FILE=/tmp/ready
USER guomen
