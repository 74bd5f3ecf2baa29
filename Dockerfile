# One image per runnable jar, which is built before: make jars, then
#   docker build --build-arg JAR=verticles/price-fetcher/target/price-fetcher.jar -t tickwork/price-fetcher .
# Without JAR it is the standalone one, which keeps its Postgres and Redis in the volume /data.
ARG JRE_IMAGE=eclipse-temurin:17-jre
FROM ${JRE_IMAGE}

RUN groupadd --gid 10001 tickwork \
 && useradd --uid 10001 --gid tickwork --home-dir /data --no-create-home --shell /usr/sbin/nologin tickwork \
 && install -d -o tickwork -g tickwork -m 700 /data /data/archives

ARG JAR=verticles/standalone/target/tickwork.jar
COPY conf/*.yaml /opt/tickwork/conf/
COPY ${JAR} /opt/tickwork/tickwork.jar

USER tickwork
WORKDIR /data
VOLUME /data

# Who may come in is decided by which ports are published; the process' own server stays inside the container.
ENV TICKWORK_DATA=/data \
    ARCHIVE_DIR=/data/archives \
    API_HOST=0.0.0.0 \
    API_PORT=8000 \
    NODE_PORT=9090
EXPOSE 8000

# A Java program of its own for a moment: a small heap, and no time spent on compiling well.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-jar", "/opt/tickwork/tickwork.jar", "health"]

STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/tickwork/tickwork.jar", "--conf", "/opt/tickwork/conf"]
