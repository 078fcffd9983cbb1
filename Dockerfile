# The service, from the wheel. Not built by the tests: they check what it copies and calls.
#   docker build -t nhandang .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#       -p 127.0.0.1:8000:8000 nhandang
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE nhandang.py ./
COPY predict predict
RUN ["pip", "wheel", "--no-cache-dir", "--no-deps", "--wheel-dir", "/wheels", "."]
RUN ["python", "-m", "venv", "/opt/nhandang"]
RUN /opt/nhandang/bin/pip install --no-cache-dir --constraint constraints.txt "$(echo /wheels/nhandang-*.whl)[serve]"

FROM python:${PYTHON}-slim
COPY --from=build /opt/nhandang /opt/nhandang
ENV PATH=/opt/nhandang/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 NHANDANG_LOG_FORMAT=json
USER 65532:65532
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "predict"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
